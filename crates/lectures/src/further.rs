//! Where the rest of a lecture figure's check is: what no single run of a scene can say.
//!
//! Invariant: every test named here exists, and every check of `tests/checks.rs` is named here; a test holds both. Nothing is run here.

/// A figure or scene, the file of a test, the test.
pub(crate) const FURTHER: &[(&str, &str, &str)] = &[
    ("C-1d", "tests/checks.rs", "every_step_is_nine_tenths_of_the_one_before"),
    ("C-lr-extremes", "tests/checks.rs", "the_threshold_is_two_over_the_curvature"),
    ("B-lr-nonconvex", "tests/checks.rs", "a_small_rate_stays_in_the_basin_and_a_large_one_leaves_it"),
    ("B-newton", "tests/checks.rs", "newton_squares_its_error"),
    ("B-newton-singular", "tests/checks.rs", "what_has_no_curvature_stays_and_damping_descends"),
    ("A-mean", "tests/checks.rs", "an_update_is_the_mean_of_the_samples_gradients"),
    ("A-minibatch", "tests/checks.rs", "an_epoch_is_so_many_updates"),
    ("A-cyclic", "tests/checks.rs", "a_fixed_order_cycles_and_a_shuffled_one_does_not"),
    ("A-chase", "tests/checks.rs", "the_chase_of_the_latest_sample_grows_with_the_rate"),
    ("A-rates", "tests/checks.rs", "errors_shrink_by_the_stated_factors"),
    ("A-kmeans", "tests/checks.rs", "small_batches_vary_more_and_get_far_with_few_samples"),
    ("C-momentum-forms", "tests/checks.rs", "three_forms_are_one_path_at_their_rates"),
    ("A-adagrad", "tests/checks.rs", "adagrad_is_first_on_sparse_data_at_each_one_s_best_rate"),
    ("C-ewma", "tests/checks.rs", "averages_are_their_sums_and_corrected_ones_unbiased"),
    ("B-sparse", "tests/checks.rs", "the_weight_of_the_rare_feature_is_learnt_in_fewer_epochs"),
    ("B-grid", "tests/checks.rs", "the_best_rate_of_a_grid_is_that_of_single_runs"),
    ("B-logistic", "tests/checks.rs", "weights_grow_for_ever_where_a_line_separates"),
    ("B-nonlinear", "tests/checks.rs", "features_or_layers_do_what_a_line_cannot"),
    ("B-stationary", "tests/checks.rs", "newton_ends_at_saddles_as_often_as_stated"),
    ("rotation-45", "tests/checks.rs", "a_turn_slows_rates_per_coordinate_and_nothing_else"),
    ("A-robbins", "crates/descent/tests/schedules/hold.rs", "the_robbins_monro_verdicts_follow_from_the_rules"),
    ("B-newton-cost", "crates/descent/tests/allocations.rs", "newton_keeps_four_squares_of_the_parameters_to_the_byte"),
    ("A-batch", "tests/checks.rs", "an_update_is_the_mean_of_the_samples_gradients"),
    ("A-kmeans", "crates/descent/tests/models/fixtures.rs", "lloyd_s_iterations_equal_the_fixture"),
    ("A-momentum", "crates/descent/tests/optimizers.rs", "trajectories_equal_the_libraries"),
    ("A-nesterov", "crates/descent/tests/optimizers.rs", "trajectories_equal_the_libraries"),
    ("B-ols", "crates/descent/tests/newton.rs", "least_squares_equal_the_optimum_of_the_fixture"),
    ("A-minibatch", "crates/descent/tests/models/batches.rs", "a_batch_of_all_samples_is_the_full_update_bit_for_bit"),
    (
        "A-compare",
        "crates/descent/tests/training.rs",
        "every_optimizer_learns_from_all_samples_from_some_and_from_one_at_a_time",
    ),
];
