//! Pasted calls: what stands around a racer is read or passed over, what is refused says where, and no text makes the reader panic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use code::{paste, paste_beside};
use descent::Value;
use testkit::draw::Draw;

#[test]
fn no_text_makes_the_reader_panic() {
    let mut draw = Draw::new(10);
    let seeds = [
        "torch.optim.AdamW(params, lr=3e-4, betas=(0.9, 0.95))",
        "optax.chain(optax.clip_by_global_norm(1.0), optax.adam(optax.cosine_decay_schedule(1e-2, 100), b1=0.8))",
        "o = torch.optim.SGD(m.parameters(), 0.1, 0.9)\ntorch.optim.lr_scheduler.StepLR(o, step_size=30) # every 30",
        "keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9), clipvalue=1.0)",
        "from torch import optim as o\nlr = 0.1\na = o.SGD(p, lr=lr)\nb = StepLR(a, 3)\nSequentialLR(a, [b, b], [9])",
    ];
    for seed in seeds {
        assert!(paste(seed).is_ok(), "{seed}: {:?}", paste(seed));
    }
    let alphabet: Vec<char> = "()[]{},.:=+-#\n'\"eE0129 _xé".chars().collect();
    for _ in 0..20_000 {
        let mut letters: Vec<char> = draw.of(&seeds).chars().collect();
        for _ in 0..1 + draw.below(4) {
            let at = draw.below(letters.len());
            match draw.below(3) {
                0 => letters[at] = *draw.of(&alphabet),
                1 => letters.insert(at, *draw.of(&alphabet)),
                _ => {
                    letters.truncate(at.max(1));
                }
            }
        }
        let text: String = letters.iter().collect();
        if let Err(problems) = paste(&text) {
            assert!(!problems.is_empty() && problems.iter().all(|p| !p.path.is_empty()), "{text}: {problems:?}");
        }
    }
    assert_eq!(paste(&"(".repeat(3000)).unwrap_err()[0].code, "syntax");
    assert_eq!(paste(&"a".repeat(5000)).unwrap_err()[0].code, "too_large");
}

#[test]
fn refusals_say_where() {
    let path = |text: &str| paste(text).unwrap_err()[0].path.clone();
    assert_eq!(path("torch.optim.Adam(params,\n  lr=fast)"), "line 2, column 6");
    assert_eq!(path("torch.optim.Adam(params, lr=0.1, beta=1)"), "line 1, column 39: beta");
    assert_eq!(path("torch.optim.Adam(params, lr=-1)"), "line 1, column 29: lr");
    assert_eq!(path("optax.adam()"), "line 1, column 1: learning_rate");
    // What is changed afterwards is not lost, nor where a schedule begins.
    assert_eq!(path("opt = keras.optimizers.SGD(0.1)\nopt.learning_rate = 0.01"), "line 2, column 1");
    assert!(paste("self.opt = keras.optimizers.SGD(0.1)").is_ok());
    let annealed = "torch.optim.SGD(p, 0.1)\nCosineAnnealingLR(o, 100, last_epoch=";
    assert!(path(&format!("{annealed}50)")).ends_with(": last_epoch"));
    assert!(paste(&format!("{annealed}-1)")).is_ok());
    assert_eq!(
        path("keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(0.1, 10, 0.0, None, 0.1))"),
        "line 1, column 75"
    );
    // By place as far as the library's order is ours.
    assert_eq!(path("torch.optim.Adadelta(p, 1, 0.9, 1e-6, 0, True)"), "line 1, column 42");
    assert_eq!(path("optax.lion(0.1, 0.9, 0.99, 0.1)"), "line 1, column 28");
    let by_name = paste("optax.adam(learning_rate=0.1, b1=0.8, b2=0.9, eps=0.01, eps_root=0.1)").unwrap();
    assert_eq!(paste("optax.adam(0.1, 0.8, 0.9, 0.01, 0.1)").unwrap(), by_name);
    assert!(paste("torch.optim.SGD(p, 0.1, 0.9, 0, 5e-4, True)").is_ok());
    assert_eq!(path("3"), "line 1, column 1");
    assert_eq!(path("x = 3"), "the text");
    assert_eq!(path(""), "the text");
    assert_eq!(path("torch.optim.SGD(p, 0.1)\nStepLR(o, 0)"), "line 2, column 11: step_size");
    let parts = "optax.join_schedules([optax.exponential_decay(1, -1, 1), optax.constant_schedule(1)], [1])";
    assert_eq!(path(&format!("optax.sgd({parts})")), "line 1, column 32: schedules");
    // The order of a chain counts, and what is there is looked up before it is called a second one.
    assert_eq!(path("optax.chain(optax.adam(0.1), optax.clip(1.0))"), "line 1, column 30");
    assert_eq!(path("optax.chain(optax.adam(0.1), optax.clip_by_global_norm(1.0))"), "line 1, column 30");
    assert_eq!(path("torch.optim.Adam([{'params': a, 'lr': 1}, {'params': b}], lr=0.1)"), "line 1, column 18");
    for line in ["opt.zero_grad()", "sched.step()", "clip_grad_norm_(p, 1.0)"] {
        let problems = paste(&format!("opt = torch.optim.SGD(p, 0.1)\n{line}")).unwrap_err();
        assert_eq!(problems[0].allowed, "an optimizer of PyTorch, Keras or Optax", "{line}");
    }
}

#[test]
fn a_bare_name_is_that_of_the_library_whose_arguments_it_has_and_a_number_is_no_parameters() {
    let id = |text: &str| match paste(text).unwrap().get("optimizer").unwrap().get("id").unwrap() {
        Value::Str(id) => id.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(id("Adam(learning_rate=0.1)"), "keras.Adam");
    assert_eq!(id("Adam(params, lr=0.1)"), "torch.Adam");
    assert_eq!(id("Adam(learning_rate=0.1, beta_1=0.8)"), "keras.Adam");
    for text in ["Adam(0.1)", "torch.optim.SGD(0.1)"] {
        assert_eq!(paste(text).unwrap_err()[0].allowed, "`model.parameters()`", "{text}");
    }
}

#[test]
fn the_rate_of_a_schedule_becomes_the_racer_s_own_and_stands_once() {
    let racer = paste("optax.adam(optax.cosine_decay_schedule(0.1, 100))").unwrap();
    assert_eq!(racer.get("optimizer").unwrap().get("learning_rate"), Some(&Value::Num(0.1)));
    assert_eq!(racer.get("schedule").unwrap().get("init_value"), None);
    let parts = "optax.sgd(optax.join_schedules([optax.constant_schedule(0.2), optax.constant_schedule(0.1)], [10]))";
    let racer = paste(parts).unwrap();
    assert_eq!(racer.get("optimizer").unwrap().get("learning_rate"), Some(&Value::Num(0.2)));
}

#[test]
fn what_stands_around_a_call_is_passed_over_or_read() {
    let racer = |text: &str| paste(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let around = racer(
        "import torch\nfrom torch.optim import Adam\nparams = model.parameters()\nopt = Adam(params, lr=0.5)\nStepLR(opt, 30)",
    );
    assert_eq!(around.get("optimizer").unwrap().get("lr"), Some(&Value::Num(0.5)));
    assert_eq!(around.get("schedule").unwrap().get("step_size"), Some(&Value::Num(30.0)));
    for schedule in [
        "optax.join_schedules([optax.constant_schedule(0.5), optax.constant_schedule(0.1)], [10])",
        "optax.sgdr_schedule([{'init_value': 0.1, 'peak_value': 0.5, 'warmup_steps': 2, 'decay_steps': 9}])",
    ] {
        let rate = racer(&format!("optax.sgd({schedule})"));
        assert_eq!(rate.get("optimizer").unwrap().get("learning_rate"), Some(&Value::Num(0.5)), "{schedule}");
    }
}

#[test]
fn names_stand_for_what_the_text_imports_and_assigns() {
    let racer = |text: &str| paste(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let optax = "optax.sgd(optax.cosine_decay_schedule(0.1, 100))";
    let torch = "torch.optim.SGD(p, 0.1)\ntorch.optim.lr_scheduler.ExponentialLR(o, 0.9)";
    let keras = "keras.optimizers.RMSprop(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9))";
    let two = "torch.optim.SGD(p, 0.1)\nSequentialLR(o, [ConstantLR(o, 0.5, 20), ExponentialLR(o, 0.9)], [20])";
    let chained = "torch.optim.SGD(p, 0.1)\nChainedScheduler([ConstantLR(o, 0.5, 20), ExponentialLR(o, 0.9)])";
    for (text, same) in [
        ("import optax as ox\ns = ox.cosine_decay_schedule(0.1, 100)\nopt = ox.sgd(learning_rate=s)", optax),
        (
            "from optax import (\n  adam,\n  sgd as plain, cosine_decay_schedule\n)\nplain(cosine_decay_schedule(.1, 100))",
            optax,
        ),
        (
            "lr = 0.1\nfrom torch import optim\nmodel = Net(10)\no = optim.SGD(model.parameters(), lr=lr)\nepochs = 9\ns = optim.lr_scheduler.ExponentialLR(o, gamma=0.9, verbose=True)",
            torch,
        ),
        (
            "from torch.optim import SGD\nfrom torch.optim.lr_scheduler import ExponentialLR\no = \\\n  SGD(p, 0.1)\nExponentialLR(optimizer=o, gamma=0.9)",
            torch,
        ),
        (
            "from tensorflow.keras.optimizers import RMSprop\nfrom tensorflow.keras.optimizers.schedules import ExponentialDecay\nlr_schedule = ExponentialDecay(\n    initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9)\nRMSprop(learning_rate=lr_schedule)",
            keras,
        ),
        (
            "o = torch.optim.SGD(p, 0.1)\na = ConstantLR(o, 0.5, 20)\nb = ExponentialLR(o, gamma=0.9)\ns = SequentialLR(o, schedulers=[a, b], milestones=[20])",
            two,
        ),
        (
            "o = torch.optim.SGD(p, 0.1)\na = ConstantLR(o, 0.5, 20)\nb = ExponentialLR(o, gamma=0.9)\ns = ChainedScheduler([a, b])",
            chained,
        ),
        ("lr = 0.5\nlr = 0.1\np = list(p)\ntorch.optim.SGD(p, lr)\nExponentialLR(o, 0.9)", torch),
    ] {
        assert_eq!(racer(text), racer(same), "{text}");
    }
    let bare = racer("from keras.optimizers import Adam\nAdam(0.1)");
    assert_eq!(bare.get("optimizer").unwrap().get("id"), Some(&Value::text("keras.Adam")));
    let many = |name: &str| format!("[{}]", format!("{name}, ").repeat(70));
    let wide = format!("a = {}\nb = {}\nc = {}", many("1"), many("a"), many("b"));
    for text in [wide.as_str(), "x = 1\nx = [[[[[[x]]]]]]\nx = [[[[[[x]]]]]]"] {
        assert!(paste(text).unwrap_err()[0].allowed.contains("99 names"), "{text}");
    }
    let before = paste("torch.optim.SGD(p, lr=lr)\nlr = 1").unwrap_err();
    assert_eq!(before[0].path, "line 1, column 23", "used before it is there");
}

#[test]
fn a_limit_on_each_variable_alone_is_not_taken_for_one_on_all() {
    let alone = "keras.optimizers.SGD(0.1, clipnorm=1.0)";
    let whole = "keras.optimizers.SGD(0.1, global_clipnorm=1.0)";
    assert_eq!(paste(alone).unwrap(), paste(whole).unwrap(), "a function has one variable");
    assert_eq!(paste_beside(whole, true).unwrap(), paste(whole).unwrap());
    let problem = paste_beside(alone, true).unwrap_err().remove(0);
    assert_eq!(problem.message(), "line 1, column 36 is `clipnorm`; allowed: `global_clipnorm`");
}
