//! The claims of every scene and lecture figure, on this backend: `descent check`, natively and in browsers.
//!
//! One test per topic of the gallery, since a headless browser is given up on while a test takes long. A failure names the scene, the
//! claim and what was found instead.

use descent_tests::{backend, say};
use lectures::Scene;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn hold(topic: &str) {
    say(&format!("backend: {}", backend()));
    let scenes: Vec<Scene> = lectures::all().into_iter().filter(|scene| scene.topic == topic).collect();
    assert!(!scenes.is_empty(), "no scene has the topic {topic}");
    let mut wrong = Vec::new();
    for scene in &scenes {
        let found = scene.check();
        let names = if scene.lecture.is_empty() { String::new() } else { format!(" ({})", scene.lecture.join(", ")) };
        say(&format!(
            "{}{names}: {} of {} claims hold",
            scene.id,
            scene.claims.len() - found.len(),
            scene.claims.len()
        ));
        wrong.extend(found.into_iter().map(|what| format!("{}: {what}", scene.id)));
    }
    assert!(wrong.is_empty(), "{} claims are wrong on {}:\n{}", wrong.len(), backend(), wrong.join("\n"));
}

/// One test per topic, natively and in wasm.
macro_rules! topics {
    ($($name:ident: $topic:literal,)*) => {
        $(
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            fn $name() {
                hold($topic);
            }
        )*

        const TOPICS: &[&str] = &[$($topic),*];
    };
}

topics! {
    races_do_what_they_say: "race",
    learning_rates_do_what_they_say: "gradient",
    momentum_does_what_it_says: "momentum",
    adaptive_rates_do_what_they_say: "adaptive",
    schedules_do_what_they_say: "schedule",
    curvature_does_what_it_says: "curvature",
    models_do_what_they_say: "model",
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_scene_is_held_to_its_claims() {
    let scenes = lectures::all();
    let left: Vec<&str> =
        scenes.iter().filter(|s| !TOPICS.contains(&s.topic.as_str())).map(|s| s.id.as_str()).collect();
    assert!(left.is_empty(), "no test here has the topics of {left:?}");
    let silent: Vec<&str> = scenes.iter().filter(|s| s.claims.is_empty()).map(|s| s.id.as_str()).collect();
    assert!(silent.is_empty(), "{silent:?} claim nothing");
    let claims: usize = scenes.iter().map(|scene| scene.claims.len()).sum();
    say(&format!("counted: {claims} claims of {} scenes", scenes.len()));
}
