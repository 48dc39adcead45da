//! The same jobs natively: updates for given gradients, and a basin map.
#![allow(missing_docs, reason = "criterion's macros make what they make")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use descent_bench::{Update, basin};
use std::time::Duration;

fn updates(criterion: &mut Criterion) {
    for id in ["adam", "momentum", "rmsprop", "sgd"] {
        let mut group = criterion.benchmark_group(id);
        for n in [10_usize, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000] {
            let Some(mut update) = Update::of(id, n) else { continue };
            group.throughput(Throughput::Elements(n as u64));
            group.bench_function(BenchmarkId::from_parameter(n), |b| b.iter(|| update.step(1)));
        }
        group.finish();
    }
}

fn basins(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("basin");
    for (name, f32) in [("f32", true), ("f64", false)] {
        group.bench_function(name, |b| b.iter(|| basin(128, f32)));
    }
    group.finish();
}

criterion_group! {
    name = kernels;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(400)).without_plots();
    targets = updates, basins
}
criterion_main!(kernels);
