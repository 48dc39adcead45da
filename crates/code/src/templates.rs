//! The texts of the scripts; `{name}` stands for what [`crate::script`] puts there.

/// PyTorch: the head.
pub(crate) const TORCH_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
import torch

torch.set_default_dtype(torch.{float})

{function}

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
{clip}        return value

{stop}    optimizer.step(closure)
    show({i}, t + 1, w)
"#;

/// PyTorch: what a stopping rule looks at.
pub(crate) const TORCH_MEASURE: &str = "    value = closure()\n";

/// Keras: the head.
pub(crate) const KERAS_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
import os

os.environ["KERAS_BACKEND"] = "jax"
import jax
import jax.numpy as jnp
import keras

{wide}keras.config.set_floatx("{float}")

{function}

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
{stop}    optimizer.apply([g], [w])
    show({i}, t + 1, w.value)
"#;

/// Optax: the head.
pub(crate) const OPTAX_TOP: &str = r#"# Prints racer,t,x0,x1,…: the parameters after t updates.
import jax
import jax.numpy as jnp
import optax

{wide}
{function}

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
    value, g = jax.value_and_grad({lifted})(w)
{stop}    updates, state = optimizer.update(g, state, w, {given})
    w = optax.apply_updates(w, updates)
    show({i}, t + 1, w)
"#;

/// Optax: the diagonal of the Hessian for Sophia, which would draw an estimate.
pub(crate) const EXACT_DIAGONAL: &str = r#"def diagonal(g, state, params=None, obj_fn=None):
    flat = lambda v: obj_fn(v.reshape(params.shape))
    return jnp.diagonal(jax.hessian(flat)(params.ravel())).reshape(params.shape), state

exact = optax.GradientTransformationExtraArgs(lambda params: optax.EmptyState(), diagonal)
"#;
