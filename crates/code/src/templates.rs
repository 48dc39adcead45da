//! The texts of the scripts; `{name}` stands for what the other modules put there.

/// A template with `{name}` replaced.
pub(crate) fn filled(template: &str, by: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (i, part) in template.split(['{', '}']).enumerate() {
        let inside = i % 2 == 1;
        text.push_str(by.iter().find(|(name, _)| inside && *name == part).map_or(part, |(_, value)| value));
    }
    text
}

/// PyTorch: the head.
pub(crate) const TORCH_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
{imports}import torch

torch.set_default_dtype(torch.{float})

{random}{function}

def show(racer, t, w):
    print(racer, t, *w.detach().flatten().tolist(), sep=",")
{bodies}"#;

/// PyTorch: one racer.
pub(crate) const TORCH: &str = r#"
# {name}
{before}w = torch.tensor({start}, requires_grad=True)
optimizer = {call}
show({i}, 0, w)
for t in range({steps}):
{set}
    def closure():
        optimizer.zero_grad()
        value = f({at})
        value.backward()
{noise}{clip}        return value

{stop}    optimizer.step(closure)
{average}    show({i}, t + 1, {shown})
"#;

/// PyTorch: what a stopping rule looks at.
pub(crate) const TORCH_MEASURE: &str = "    value = closure()\n";

/// Keras: the head.
pub(crate) const KERAS_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
{imports}import os

os.environ["KERAS_BACKEND"] = "jax"
import jax
import jax.numpy as jnp
import keras

{wide}keras.config.set_floatx("{float}")

{random}{function}

def show(racer, t, w):
    print(racer, t, *jnp.ravel(w).tolist(), sep=",")
{bodies}"#;

/// Keras: one racer.
pub(crate) const KERAS: &str = r#"
# {name}
{before}w = keras.Variable({start}, dtype=keras.config.floatx())
optimizer = {call}
optimizer.build([w])
show({i}, 0, w.value)
for t in range({steps}):
{set}    value, g = jax.value_and_grad({lifted})(w.value)
{stop}{noise}    optimizer.apply([g], [w])
{average}    show({i}, t + 1, {shown})
"#;

/// Optax: the head.
pub(crate) const OPTAX_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
{imports}import jax
import jax.numpy as jnp
import optax

{wide}
{random}{function}

def show(racer, t, w):
    print(racer, t, *jnp.ravel(w).tolist(), sep=",")
{bodies}"#;

/// Optax: one racer.
pub(crate) const OPTAX: &str = r#"
# {name}
{before}w = jnp.array({start})
optimizer = optax.with_extra_args_support({call})
state = optimizer.init(w)
show({i}, 0, w)
for t in range({steps}):
{set}    value, g = jax.value_and_grad({lifted})(w)
{stop}{noise}    updates, state = optimizer.update(g, state, w, {given})
    w = optax.apply_updates(w, updates)
{average}    show({i}, t + 1, {shown})
"#;

/// PyTorch: from an update on another optimizer, which goes on with the memory of the one before.
pub(crate) const TORCH_GOES_ON: &str = r#"    if t == {from}:
        memory, optimizer = optimizer.state, {call}
        optimizer.state.update(memory)
"#;

/// PyTorch: the same, with a memory of its own.
pub(crate) const TORCH_ANEW: &str = r#"    if t == {from}:
        optimizer = {call}
"#;

/// Keras: likewise.
pub(crate) const KERAS_GOES_ON: &str = r#"    if t == {from}:
        memory, optimizer = optimizer.variables, {call}
        optimizer.build([w])
        for own, before in zip(optimizer.variables, memory):
            own.assign(before)
"#;

/// Keras: likewise.
pub(crate) const KERAS_ANEW: &str = r#"    if t == {from}:
        optimizer = {call}
        optimizer.build([w])
"#;

/// Optax: likewise.
pub(crate) const OPTAX_GOES_ON: &str = r#"    if t == {from}:
        optimizer = optax.with_extra_args_support({call})
"#;

/// Optax: likewise.
pub(crate) const OPTAX_ANEW: &str = r#"    if t == {from}:
        optimizer = optax.with_extra_args_support({call})
        state = optimizer.init(w)
"#;

/// Optax: the diagonal of the Hessian for Sophia, which would draw an estimate.
pub(crate) const EXACT_DIAGONAL: &str = r#"def diagonal(g, state, params=None, obj_fn=None):
    flat = lambda v: obj_fn(v.reshape(params.shape))
    return jnp.diagonal(jax.hessian(flat)(params.ravel())).reshape(params.shape), state

exact = optax.GradientTransformationExtraArgs(lambda params: optax.EmptyState(), diagonal)
"#;

/// Random bits as `descent::rng` makes them.
pub(crate) const RANDOM: &str = r#"def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)

def bits(stream, counter, index):
    "64 random bits."
    golden = 0x9E3779B97F4A7C15
    z = mix(mix({seed} + (stream << 32) + golden) ^ (counter * golden % 2**64))
    return mix((z + (index + 1) * golden) % 2**64)

"#;

/// Normal numbers as `descent::rng` makes them.
pub(crate) const NOISE: &str = r#"def uniform(t, k):
    return ((bits(1, t, k) >> 11) + 0.5) / 2**53

def noise(t, n, std):
    "Normal numbers for n coordinates of update t, by Box and Muller."
    radii = [math.sqrt(-2 * math.log(uniform(t, 2 * i))) for i in range(n)]
    return [std * r * math.cos(2 * math.pi * uniform(t, 2 * i + 1)) for i, r in enumerate(radii)]

"#;

/// Batches from an order that is shuffled in every epoch.
pub(crate) const SHUFFLED: &str = r#"def order(epoch):
    all = list(range({n}))
    for i in range({n} - 1, 0, -1):
        j = (bits(2, epoch, i) >> 32) * (i + 1) >> 32
        all[i], all[j] = all[j], all[i]
    return all

def rows(t):
    "The samples of update t."
    epoch, place = divmod(t, {iterations})
    return order(epoch)[place * {size}:(place + 1) * {size}]

"#;

/// Batches in the order of the data.
pub(crate) const FIXED: &str = r#"def rows(t):
    "The samples of update t."
    place = t % {iterations}
    return list(range({n}))[place * {size}:(place + 1) * {size}]

"#;

/// Batches with replacement.
pub(crate) const REPLACED: &str = r#"def rows(t):
    "The samples of update t."
    return [(bits(3, t, k) >> 32) * {n} >> 32 for k in range({size})]

"#;

/// The loss of a network, on all samples or on those of update `t`.
pub(crate) const NETWORK: &str = r#"X = {array}({x})
Y = {array}({y})
sizes = {sizes}

def layers(w):
    "The weights of every layer, a row for each unit, and its biases."
    at = 0
    for ins, outs in zip(sizes, sizes[1:]):
        W = w[at:at + ins * outs].reshape(outs, ins)
        at += ins * outs
{biases}
def f(w):
    x, y = X{batch}, Y{batch}
    *hidden, last = layers(w)
    for W, b in hidden:
        x = {hidden}
    W, b = last
    z = x @ W.T + b
    loss = {loss}
{penalty}    return loss"#;

/// With biases, and without.
pub(crate) const BIASES: &str = "        yield W, w[at:at + outs]\n        at += outs\n";
pub(crate) const NO_BIASES: &str = "        yield W, 0\n";

/// The penalties on the weights.
pub(crate) const PENALTY: &str = r#"    for W, b in layers(w):
        loss = loss + {l2} / 2 * (W**2).sum() + {l1} * {size}.sum()
"#;

/// The average of the iterates after an update.
pub(crate) const AVERAGE: &str = r#"    n = t + 1 - {start}
    average = {iterate} if n <= 1 else average + {weight} * ({iterate} - average)
"#;
