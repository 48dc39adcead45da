//! Many seeds of one document: every value is that of the single run; the data stay; quartiles are those of other software.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::Run;
use descent::spec::{self, Problem, ProblemSpec, limits};
use descent::sweep::{Seeds, quartiles};
use serde_json::{Value as Json, json};
use testkit::json::value;
use testkit::run::{decode, read};

fn samples_of(document: &Json) -> (Vec<f64>, usize) {
    let spec = decode(document);
    let ProblemSpec::Model(model) = &spec.problem else { panic!("no model") };
    (model.data.x.clone(), model.data.train)
}

fn centres(batch: Json) -> Json {
    json!({
        "seed": 4, "problem": {"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs", "n": 90}, "batch": batch},
        "racers": [{"optimizer": {"id": "sgd", "lr": 0.3}}, {"optimizer": {"id": "sgd", "lr": 0.1}}],
    })
}

/// Nothing is measured further than a run may go, and a band that ends before it begins is empty.
#[test]
fn steps_beyond_the_longest_run_are_refused() {
    let of = |last| Seeds::new(value(&centres(json!({"size": 8}))), vec![1, 2], vec![0, last]);
    assert_eq!(of(limits::STEPS + 1).err().unwrap_or_default()[0].path, "steps");
    let mut all = Vec::new();
    of(limits::STEPS).unwrap().band(core::ops::Range { start: 2, end: 1 }, &mut all);
    assert!(all.is_empty());
}

#[test]
fn every_value_is_that_of_the_single_run_of_its_document() {
    let (seeds, steps) = ([4, 7, 1_000_000], [0, 1, 5, 40]);
    for batch in [json!({"size": 8}), json!({"size": 1, "order": "replacement"}), json!({"size": "full"})] {
        let document = centres(batch.clone());
        let many = Seeds::new(value(&document), seeds.to_vec(), steps.to_vec()).unwrap();
        let mut all = Vec::new();
        many.band(0..2, &mut all);
        many.band(2..9, &mut all);
        assert_eq!(all.len(), 3 * 2 * 4);
        for (s, seed) in seeds.iter().enumerate() {
            let single = many.document(*seed);
            let mut run = Run::new(read(&single));
            for (k, t) in steps.iter().enumerate() {
                run.seek(*t);
                assert_eq!(run.point(0).f.to_bits(), all[(s * 2) * 4 + k].to_bits(), "{batch} seed {seed} step {t}");
            }
            // Other data than the document's would be another problem.
            let single: Json = serde_json::to_value(&single).unwrap();
            assert_eq!(samples_of(&single), samples_of(&document));
        }
        assert!(all[0] != all[8] && all[8] != all[16], "seeds differ in centres");
        let mut own = Run::new(read(&many.document(4)));
        own.seek(40);
        let mut written = document.clone();
        written["steps"] = json!(40);
        let mut plain = Run::new(decode(&written));
        plain.seek(40);
        assert_eq!(own.point(0), plain.point(0), "the document's own seed gives the document's own run");
    }
}

#[test]
fn samples_seen_are_counted_by_the_batches() {
    let at = |batch: Json, own: Json| {
        let mut document = centres(batch);
        document["racers"][1]["batch"] = own;
        Seeds::new(value(&document), vec![1], vec![0, 1, 6, 7]).unwrap().samples().to_vec()
    };
    let eights = [0.0, 8.0, 45.0, 53.0];
    let all = [0.0, 45.0, 270.0, 315.0];
    assert_eq!(at(json!({"size": 8}), json!({})), [eights, eights].concat());
    assert_eq!(at(json!({"size": 8}), json!({"size": "full"})), [eights, all].concat());
    assert_eq!(at(json!({"size": "full"}), json!({"size": 8})), [all, eights].concat());
    let surface = json!({"problem": {"surface": "sphere"}, "racers": [{"optimizer": {"id": "sgd", "lr": 0.1}, "noise": {"std": 1}}]});
    let noisy = Seeds::new(value(&surface), vec![1, 2], vec![0, 3]).unwrap();
    let mut all = Vec::new();
    noisy.band(0..2, &mut all);
    assert_eq!(noisy.samples(), [0.0, 3.0]);
    assert!(all[0] == all[2] && all[1] != all[3], "noise is drawn by the seed");
}

#[test]
fn a_racer_that_diverges_has_no_value_from_there_on_and_one_that_ends_keeps_its_last() {
    let document = json!({
        "problem": {"surface": "parabola"}, "start": [2], "stop": {"value": 1e-6},
        "racers": [{"optimizer": {"id": "sgd", "lr": 10}}, {"optimizer": {"id": "sgd", "lr": 0.25}}],
    });
    let mut all = Vec::new();
    Seeds::new(value(&document), vec![1], vec![0, 3, 500, 600]).unwrap().band(0..1, &mut all);
    assert_eq!(all[..2], [4.0, 4.0 * 19.0 * 19.0 * 19.0 * 19.0 * 19.0 * 19.0]);
    assert!(all[2].is_nan() && all[3].is_nan());
    assert!(all[6] <= 1e-6 && all[6] > 0.0 && all[6] == all[7], "{all:?}");
}

#[test]
fn lists_that_do_not_rise_or_are_too_long_are_refused() {
    let refused = |seeds: Vec<u32>, steps: Vec<u64>| -> Vec<Problem> {
        Seeds::new(value(&centres(json!({"size": 8}))), seeds, steps).err().unwrap()
    };
    assert_eq!(refused(vec![1], vec![0, 5, 5])[0].path, "steps");
    assert_eq!(refused((0..2000).collect(), (0..2000).collect())[0].code, "out_of_range");
}

#[test]
fn quartiles_are_those_of_numpy() {
    // numpy.percentile(column, [25, 50, 75]), numpy 2.4.6.
    let values = [3.5, 10.0, -1.0, 30.0, 2.25, 20.0, 8.0, 50.0, 0.5, 40.0, 7.75, 60.0];
    assert_eq!(quartiles(&values, 2), [[0.9375, 2.875, 6.6875], [22.5, 35.0, 47.5]]);
    assert_eq!(quartiles(&[2.0], 1), [[2.0, 2.0, 2.0]]);
    assert!(quartiles(&[], 1).is_empty());
}

#[test]
fn data_keep_a_seed_of_their_own_and_a_reader_s_own_samples_are_split() {
    let named = |seed: u32, own: Json| {
        let mut document = json!({
            "seed": seed, "racers": [{"optimizer": {"id": "sgd", "lr": 0.1}}],
            "problem": {"model": {"id": "logistic"}, "data": {"id": "moons", "n": 40}},
        });
        if !own.is_null() {
            document["problem"]["data"]["seed"] = own;
        }
        samples_of(&document)
    };
    assert_eq!(named(1, json!(7)), named(7, Json::Null));
    assert_eq!(named(2, json!(7)), named(3, json!(7)));
    assert_ne!(named(2, Json::Null), named(3, Json::Null));

    let own = |more: Json| {
        let x: Vec<f64> = (0..10).map(f64::from).collect();
        let mut data = json!({"inline": {"x": x, "y": x}});
        more.as_object().unwrap().iter().for_each(|(key, v)| data[key] = v.clone());
        let document = json!({
            "seed": 3, "racers": [{"optimizer": {"id": "sgd", "lr": 0.1}}], "problem": {"model": {"id": "linear"}, "data": data},
        });
        spec::decode(&value(&document))
    };
    let read = |more: Json| {
        let spec = own(more).unwrap();
        let ProblemSpec::Model(model) = &spec.problem else { panic!("no model") };
        let descent::data::Targets::Numbers(y, _) = &model.data.y else { panic!("no numbers") };
        assert_eq!(&model.data.x, y, "rows stay together");
        (model.data.x.clone(), model.data.train)
    };
    let plain: Vec<f64> = (0..10).map(f64::from).collect();
    assert_eq!(read(json!({})), (plain.clone(), 10), "as they are given");
    let (seventy, train) = read(json!({"split": 0.7}));
    assert_eq!(train, 7);
    let (thirty, fewer) = read(json!({"split": 0.3}));
    assert_eq!((fewer, &thirty), (3, &seventy), "a larger share only adds");
    assert_ne!(seventy, plain);
    let mut sorted = seventy.clone();
    sorted.sort_by(f64::total_cmp);
    assert_eq!(sorted, plain);
    assert_ne!(read(json!({"split": 0.7, "seed": 4})).0, seventy);
    let code = |more: Json| own(more).err().unwrap()[0].code;
    assert_eq!(code(json!({"split": 0})), "out_of_range");
    assert_eq!(code(json!({"split": 1.5})), "out_of_range");
    assert_eq!(code(json!({"seed": -1})), "out_of_range");
    let named = |more: Json| own(json!({"inline": {"x": [1, 2], "y": [1, 2], "features": more}}));
    assert!(named(json!(["width"])).is_ok());
    assert_eq!(named(json!("width")).err().unwrap()[0].path, "problem.data.inline.features");
    assert_eq!(named(json!(["a", 3])).err().unwrap()[0].path, "problem.data.inline.features[1]");
    let tested = json!({"split": 0.5, "inline": {"x": [1, 2], "y": [1, 2], "test": {"x": [3], "y": [3]}}});
    assert_eq!(code(tested), "conflict");
}
