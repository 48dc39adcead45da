//! The lectures' checks that need more than the run of one scene: several runs, sweeps, seeds, long tails. What one run says is a claim
//! of its scene (`lectures.rs`); what the libraries say is in `crates/descent/tests`.
//!
//! Every test bears the name of its figure, which has to be one of the gallery's.

use descent::spec::ProblemSpec;
use descent::surface::{PointKind, find};
use descent::sweep::{Axis, Outcome, Seeds, Sweep};
use descent::{Columns, Kind, Run, Trace, Value, sample_counts};
use descent_tests::{backend, say};
use lanes::Real;
use lanes::math::{cos, pow, sin};
use serde_json::{Value as Json, json};
use testkit::json::value;
use testkit::run::{decode, finished, run};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "checks/adaptive.rs"]
mod adaptive;
#[path = "checks/batches.rs"]
mod batches;
#[path = "checks/models.rs"]
mod models;
#[path = "checks/surfaces.rs"]
mod surfaces;

/// Holds one figure to its check.
fn hold(figure: &str, check: fn()) {
    say(&format!("backend: {}", backend()));
    assert!(lectures::all().iter().any(|scene| scene.is(figure)), "no scene is {figure}");
    check();
}

/// One test per check, natively and in wasm.
macro_rules! checks {
    ($($figure:literal: $check:path as $name:ident,)*) => {
        $(
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            fn $name() {
                hold($figure, $check);
            }
        )*
    };
}

checks! {
    "C-1d": surfaces::one_line as every_step_is_nine_tenths_of_the_one_before,
    "C-lr-extremes": surfaces::extremes as the_threshold_is_two_over_the_curvature,
    "B-lr-nonconvex": surfaces::basins as a_small_rate_stays_in_the_basin_and_a_large_one_leaves_it,
    "B-newton": surfaces::squared as newton_squares_its_error,
    "B-newton-singular": surfaces::singular as what_has_no_curvature_stays_and_damping_descends,
    "A-mean": batches::mean as an_update_is_the_mean_of_the_samples_gradients,
    "A-minibatch": batches::epochs as an_epoch_is_so_many_updates,
    "A-cyclic": batches::cyclic as a_fixed_order_cycles_and_a_shuffled_one_does_not,
    "A-chase": batches::chase as the_chase_of_the_latest_sample_grows_with_the_rate,
    "A-rates": surfaces::rates as errors_shrink_by_the_stated_factors,
    "A-kmeans": batches::centres as small_batches_vary_more_and_get_far_with_few_samples,
    "C-momentum-forms": surfaces::forms as three_forms_are_one_path_at_their_rates,
    "A-adagrad": adaptive::sparse as adagrad_is_first_on_sparse_data_at_each_one_s_best_rate,
    "C-ewma": adaptive::averages as averages_are_their_sums_and_corrected_ones_unbiased,
    "B-sparse": adaptive::rare as the_weight_of_the_rare_feature_is_learnt_in_fewer_epochs,
    "B-grid": adaptive::grid as the_best_rate_of_a_grid_is_that_of_single_runs,
    "B-logistic": models::growing as weights_grow_for_ever_where_a_line_separates,
    "B-nonlinear": models::layers as features_or_layers_do_what_a_line_cannot,
    "B-stationary": surfaces::ends as newton_ends_at_saddles_as_often_as_stated,
    "rotation-45": surfaces::turned as a_turn_slows_rates_per_coordinate_and_nothing_else,
}

/// A racer with an optimizer and its rate.
fn racer(id: &str, lr: f64) -> Json {
    json!({"optimizer": {"id": id, "lr": lr}})
}

/// Every recorded step: its number, f and θ.
fn rows(run: &mut Run, i: usize) -> Vec<(u64, f64, Vec<f64>)> {
    fn of<T: Real>(trace: &Trace<T>) -> Vec<(u64, f64, Vec<f64>)> {
        let x = trace.x.chunks(trace.dim()).map(|x| x.iter().map(|v| v.to_f64()).collect());
        trace.t.iter().zip(&trace.f).zip(x).map(|((t, f), x)| (u64::from(*t), f.to_f64(), x)).collect()
    }
    match run.trace(i) {
        Columns::F32(trace) => of(trace),
        Columns::F64(trace) => of(trace),
    }
}

/// θ at every recorded step.
fn path(run: &mut Run, i: usize) -> Vec<Vec<f64>> {
    rows(run, i).into_iter().map(|row| row.2).collect()
}

/// The first step at which f is below a value.
fn first_below(run: &mut Run, i: usize, bound: f64) -> Option<u64> {
    rows(run, i).iter().find(|row| row.1 < bound).map(|row| row.0)
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

fn norm(a: &[f64]) -> f64 {
    a.iter().map(|v| v * v).sum::<f64>().sqrt()
}

/// The total variance of points about their mean.
fn variance(of: &[Vec<f64>]) -> f64 {
    let n = of.len() as f64;
    let mean: Vec<f64> = (0..of[0].len()).map(|k| of.iter().map(|x| x[k]).sum::<f64>() / n).collect();
    of.iter().map(|x| apart(x, &mean) * apart(x, &mean)).sum::<f64>() / n
}

/// How every racer ends for each value of one place.
fn sweep(document: &Json, path: &str, values: &[f64]) -> Vec<Outcome> {
    let axis = Axis { path: path.to_owned(), values: values.to_vec() };
    let mut sweep = Sweep::new(value(document), vec![axis]).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut ends = Vec::new();
    sweep.band(0..values.len(), &mut ends);
    ends
}
