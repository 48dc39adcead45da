//! Trained models: their data, how they stand, what they predict. Arrays of numbers are copied out as typed arrays.

use crate::error::out_of_range;
use crate::run::Run;
use crate::specification;
use crate::value::{object, to_js};
use descent::batch::{Batches, Order};
use descent::data::Targets;
use descent::list::Listed;
use descent::model::{Network, Predictor};
use descent::objective::Objective;
use descent::spec::{ModelKind, ModelSpec, ProblemSpec, objective_of};
use descent::{chi_squared, place, sample_counts};
use js_sys::{Array, Float32Array, Float64Array};
use wasm_bindgen::prelude::*;

/// Samples of a picture at most.
const PIXELS: usize = 1 << 20;

/// The data of a specification: `{features, outputs, classes, middle, train: {n, x, y}, test: {n, x, y}}`; x row-major, y the class or the
/// numbers to predict (empty where there is nothing to predict); above `middle` a single output names the second of two classes, and it is
/// null for centres.
///
/// # Errors
/// A `SpecError` for a refused specification, a `RangeError` where nothing is trained.
#[wasm_bindgen]
pub fn dataset(spec: &JsValue) -> Result<JsValue, JsValue> {
    let spec = specification(spec)?;
    let ProblemSpec::Model(model) = &spec.problem else { return Err(none()) };
    let data = &model.data;
    let middle = match &model.kind {
        ModelKind::Network(network, _) => network.middle().into(),
        ModelKind::Centres(_) => JsValue::NULL,
    };
    let (y, width, classes) = match &data.y {
        Targets::Classes(all, k) => (all.iter().map(|c| f64::from(*c)).collect(), 1, *k),
        Targets::Numbers(all, width) => (all.clone(), *width, 0),
        Targets::None => (Vec::new(), 0, 0),
    };
    let part = |from: usize, to: usize| {
        object(&[
            ("n", ((to - from) as f64).into()),
            ("x", Float64Array::from(&data.x[from * data.features..to * data.features]).into()),
            ("y", Float64Array::from(&y[from * width..to * width]).into()),
        ])
    };
    Ok(object(&[
        ("features", (data.features as f64).into()),
        ("outputs", (width as f64).into()),
        ("classes", (classes as f64).into()),
        ("middle", middle),
        ("train", part(0, data.train)),
        ("test", part(data.train, data.len())),
    ]))
}

/// Gives the module the text of the digits, which it leaves out for its size; false where it is not that text.
#[wasm_bindgen(js_name = supplyDigits)]
pub fn supply_digits(text: String) -> bool {
    descent::data::supply_digits(text)
}

fn none() -> JsValue {
    out_of_range("nothing is trained here; allowed: a problem with a model")
}

/// Points of a picture, row 0 at the top, from `[x low, x high, y low, y high]`.
struct Grid {
    view: [f64; 4],
    w: usize,
    h: usize,
}

impl Grid {
    fn new(view: &[f64], w: usize, h: usize) -> Result<Self, JsValue> {
        let view: [f64; 4] = view.try_into().map_err(|_| out_of_range("a view is [x low, x high, y low, y high]"))?;
        let sound = view.iter().all(|v| v.is_finite()) && view[0] < view[1] && view[2] < view[3];
        if !sound || w == 0 || h == 0 || w.saturating_mul(h) > PIXELS {
            return Err(out_of_range(&format!(
                "a picture of {w} by {h} points; allowed: up to {PIXELS} in an increasing view"
            )));
        }
        Ok(Grid { view, w, h })
    }

    /// The centre of pixel k.
    fn at(&self, k: usize) -> (f64, f64) {
        let [x0, x1, y0, y1] = self.view;
        let along = |k: usize, n: usize| (k as f64 + 0.5) / n as f64;
        (x0 + (x1 - x0) * along(k % self.w, self.w), y1 - (y1 - y0) * along(k / self.w, self.h))
    }
}

impl Run {
    fn network(&self) -> Result<(&ModelSpec, &Network), JsValue> {
        let ProblemSpec::Model(model) = &self.run.spec().problem else { return Err(none()) };
        match &model.kind {
            ModelKind::Network(network, _) => Ok((model, network)),
            ModelKind::Centres(_) => Err(out_of_range("k-means predicts nothing; its regions follow from its centres")),
        }
    }
}

#[wasm_bindgen]
impl Run {
    /// The loss over two parameters `a` and `b`, the others as in `params`: `w` × `h` values, row 0 at the top. On all training samples,
    /// or on those whose numbers are in `picks`. Where two directions follow the parameters in `params`, it is that over the plane along these, in
    /// multiples of them.
    ///
    /// # Errors
    /// A `RangeError` for a size, an index or a view that makes no picture, or the number of no training sample.
    #[allow(clippy::too_many_arguments, reason = "one argument each for what a picture needs")]
    pub fn slice(
        &self,
        params: &[f64],
        a: usize,
        b: usize,
        view: &[f64],
        w: usize,
        h: usize,
        picks: Option<Vec<u32>>,
    ) -> Result<Float64Array, JsValue> {
        let n = self.run.dim();
        let wide = params.len() == 3 * n;
        if (params.len() != n && !wide) || a >= n || b >= n || a == b {
            return Err(out_of_range(&format!("parameters {a} and {b} of {}; allowed: two of {n}", params.len())));
        }
        if let Some(picks) = &picks {
            let n = self.network()?.0.data.train;
            if picks.iter().any(|pick| *pick as usize >= n) {
                return Err(out_of_range(&format!("samples; allowed: below {n}")));
            }
        }
        let (at, along) = params.split_at(n);
        let objective: Box<dyn Objective<f64>> = objective_of(&self.run.spec().problem, n);
        let grid = Grid::new(view, w, h)?;
        let (mut x, mut work) = (at.to_vec(), objective.work());
        let mut all = vec![0.0; w * h];
        for (k, to) in all.iter_mut().enumerate() {
            let (across, up) = grid.at(k);
            if wide {
                place(at, along, across, up, &mut x);
            } else {
                (x[a], x[b]) = (across, up);
            }
            *to = objective.value(picks.as_deref(), &x, &mut work);
        }
        Ok(Float64Array::from(&all[..]))
    }

    /// The numbers of the training samples that racer `i`'s next update looks at, as they come; none where it looks at everything.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn picks(&self, i: usize) -> Result<Vec<u32>, JsValue> {
        self.check(i)?;
        let batches = self.run.spec().batches(i);
        Ok(batches.map_or(Vec::new(), |batches| batches.picks(self.run.point(i).t, &mut batches.room()).to_vec()))
    }

    /// The plane that `seed` draws through racer `i`'s present parameters, normalised filter by filter: the parameters; two directions; the
    /// share of the path's length that lies in the plane; the path to here, projected onto it (α, β, α, β, …). Nothing where no network is
    /// trained, or its weights are zero or too few.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn plane(&mut self, i: usize, seed: u32) -> Result<Vec<f64>, JsValue> {
        self.check(i)?;
        let Some(plane) = self.run.plane(i, seed) else { return Ok(Vec::new()) };
        let (path, share) = self.run.shadow(i, &plane);
        let mut all = plane.at;
        for part in [&plane.along[..], &[share], &path] {
            all.extend_from_slice(part);
        }
        Ok(all)
    }

    /// How often racer `i`'s updates have looked at each training sample, and the losses of samples and of batches, drawn with or without
    /// replacement, at its present parameters. Numbers in a row: samples n, sizes of batches m, the whole loss, the slope of ln variance over ln size, the
    /// number of its batches' order, and χ² of counts with replacement; the n losses; n counts as it draws, and n with replacement where that
    /// is without, or the other way round (all NaN where every update looks at everything); for each of the m sizes it, how many batches, the
    /// variance of their losses, and these; then, until the end, sizes from 1 to n with the exact variances with and without replacement.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer, or nothing is trained.
    pub fn draws(&self, i: usize, replacement: bool) -> Result<Vec<f64>, JsValue> {
        self.check(i)?;
        let found = self.run.draws(i, replacement).ok_or_else(none)?;
        let n = found.losses.len();
        let mut all = vec![f64::NAN; 6 + 3 * n];
        all[..4].copy_from_slice(&[n as f64, found.sizes.len() as f64, found.mean, found.slope()]);
        all[6..6 + n].copy_from_slice(&found.losses);
        if let Some(batches) = self.run.spec().batches(i) {
            let again = batches.order == Order::Replacement;
            let order = if again { Order::Shuffle } else { Order::Replacement };
            for (k, of) in [batches, Batches { order, ..batches }].iter().enumerate() {
                let counts = sample_counts(of, self.run.point(i).t);
                if of.order == Order::Replacement {
                    all[5] = chi_squared(&counts);
                }
                for (to, count) in all[6 + (k + 1) * n..].iter_mut().zip(counts) {
                    *to = f64::from(count);
                }
            }
            all[4] = batches.order as u32 as f64;
        }
        for of in &found.sizes {
            all.extend_from_slice(&[of.size as f64, of.losses.len() as f64, of.variance]);
            all.extend_from_slice(&of.losses);
        }
        // Powers of two, and one between each two.
        let mut b = 1;
        loop {
            all.extend_from_slice(&[b as f64, found.law(b, true), found.law(b, false)]);
            if b == n {
                return Ok(all);
            }
            b = n.min(if b.is_power_of_two() { b + b.div_ceil(2) } else { b + b / 3 });
        }
    }

    /// How racer `i`'s model does: `{train: {loss, accuracy, confusion}, test, epoch, samples, iterations_per_epoch}`, or null.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn metrics(&self, i: usize) -> Result<JsValue, JsValue> {
        self.check(i)?;
        Ok(to_js(&self.run.metrics(i)))
    }

    /// The present parameters of racer `i`.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer.
    pub fn weights(&self, i: usize) -> Result<Float64Array, JsValue> {
        self.check(i)?;
        Ok(Float64Array::from(&self.run.point(i).x[..]))
    }

    /// What racer `i`'s network says over two features, `a` across and `b` up: `{outputs, values}`, per pixel its outputs, row 0 at the top.
    /// Where there are more features, the others are at their means over the training samples.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer, no network, no such features, or no picture.
    pub fn predict(&self, i: usize, view: &[f64], w: usize, h: usize, a: usize, b: usize) -> Result<JsValue, JsValue> {
        let outputs = self.network()?.1.outputs();
        let values = self.forward(i, view, w, h, [a, b], true)?;
        Ok(object(&[("outputs", (outputs as f64).into()), ("values", values.into())]))
    }

    /// The hidden units of racer `i`'s network over two features: `{layers, values}`; `values` holds per pixel all hidden units.
    ///
    /// # Errors
    /// As for `predict`.
    pub fn units(&self, i: usize, view: &[f64], w: usize, h: usize, a: usize, b: usize) -> Result<JsValue, JsValue> {
        let (_, network) = self.network()?;
        let layers = Array::new();
        for size in &network.sizes[1..network.sizes.len() - 1] {
            layers.push(&(*size as f64).into());
        }
        let values = self.forward(i, view, w, h, [a, b], false)?;
        // Hidden units and outputs: the outputs are the last of each pixel.
        Ok(object(&[
            ("layers", layers.into()),
            ("outputs", (network.outputs() as f64).into()),
            ("values", values.into()),
        ]))
    }

    fn forward(
        &self,
        i: usize,
        view: &[f64],
        w: usize,
        h: usize,
        over: [usize; 2],
        outputs_only: bool,
    ) -> Result<Float32Array, JsValue> {
        self.check(i)?;
        let (model, network) = self.network()?;
        let (n, rows) = (network.sizes[0], model.data.train);
        let [a, b] = over;
        if a == b || a >= n || b >= n {
            return Err(out_of_range(&format!("a picture over features {a} and {b}; allowed: two of {n}")));
        }
        let mut means = vec![0.0; n];
        if n > 2 {
            let all = &model.data.x[..rows * n];
            for row in all.chunks_exact(n) {
                means.iter_mut().zip(row).for_each(|(mean, v)| *mean += v / rows as f64);
            }
        }
        let from = if outputs_only { network.sizes.iter().sum::<usize>() - network.outputs() } else { n };
        let grid = Grid::new(view, w, h)?;
        let x: Vec<f64> = (0..w).map(|i| grid.at(i).0).listed();
        let y: Vec<f64> = (0..h).map(|j| grid.at(j * w).1).listed();
        let mut predictor: Predictor<'_, f32> = Predictor::new(network, &self.run.point(i).x);
        Ok(Float32Array::from(&predictor.picture(&x, &y, over, &means, from)[..]))
    }

    /// The class that racer `i`'s network names for each of the first `count` samples to test; of those to train on, where there are none
    /// to test.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer or no network.
    pub fn guesses(&self, i: usize, count: usize) -> Result<Vec<u32>, JsValue> {
        self.check(i)?;
        let (model, network) = self.network()?;
        let data = &model.data;
        let from = if data.train < data.len() { data.train } else { 0 };
        let count = count.min(data.len() - from);
        let mut all = vec![0; count];
        let mut predictor: Predictor<'_, f64> = Predictor::new(network, &self.run.point(i).x);
        let input = |k: usize, feature: usize| data.x[(from + k) * data.features + feature];
        let outputs = network.outputs();
        predictor
            .each(count, &input, &mut |k, units| all[k] = network.class_of(&units[units.len() - outputs..]) as u32);
        Ok(all)
    }

    /// What racer `i`'s model says along one feature: its outputs, together, at each of `count` points from `lo` to `hi`.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer or no model of one feature.
    pub fn curve(&self, i: usize, lo: f64, hi: f64, count: usize) -> Result<Float64Array, JsValue> {
        self.check(i)?;
        let (model, network) = self.network()?;
        let powers = model.row.id == "polynomial";
        if (network.sizes[0] != 1 && !powers) || !(2..=PIXELS).contains(&count) {
            return Err(out_of_range(&format!(
                "{count} points of {} inputs; allowed: 2 or more of 1",
                network.sizes[0]
            )));
        }
        let mut values = Vec::new();
        let mut predictor: Predictor<'_, f64> = Predictor::new(network, &self.run.point(i).x);
        let input = |k: usize, power: usize| {
            let x = lo + (hi - lo) * k as f64 / (count - 1) as f64;
            (0..power).fold(x, |product, _| product * x)
        };
        let outputs = network.outputs();
        predictor.each(count, &input, &mut |_, units| values.extend_from_slice(&units[units.len() - outputs..]));
        Ok(Float64Array::from(&values[..]))
    }

    /// The gradients of single training samples at racer `i`'s present point, and how they spread: `{n, grads, variance, total, error,
    /// noise_scale, batch}`; `grads` holds the entries `a` and `b` sample by sample, those of the mean last, `variance` those two.
    ///
    /// # Errors
    /// A `RangeError` where there is no such racer, nothing is trained, or there are no such parameters.
    #[wasm_bindgen(js_name = sampleGrads)]
    pub fn sample_grads(&self, i: usize, a: usize, b: usize) -> Result<JsValue, JsValue> {
        self.check(i)?;
        let n = self.run.dim();
        if a >= n || b >= n {
            return Err(out_of_range(&format!("parameters {a} and {b}; allowed: two of {n}")));
        }
        let mut grads = Vec::new();
        let found = self.run.spread(i, &mut |_, g| grads.extend([g[a], g[b]])).ok_or_else(none)?;
        grads.extend([found.mean[a], found.mean[b]]);
        Ok(object(&[
            ("n", (found.samples as f64).into()),
            ("grads", Float64Array::from(&grads[..]).into()),
            ("variance", Float64Array::from(&[found.variance[a], found.variance[b]][..]).into()),
            ("total", found.total.into()),
            ("error", found.error.into()),
            ("noise_scale", found.noise_scale.into()),
            ("batch", (found.batch as f64).into()),
        ]))
    }
}
