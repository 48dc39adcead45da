//! COCOB: bets on the sign of the gradient with a fraction of what it has won, and so needs no rate.
//!
//! Per coordinate, with c = ηg: L ← max(L, |c|), G ← G + |c|, R ← max(R − c(θ − θ₀), 0), C ← C − c,
//! θ ← θ₀ + C/(L·max(G + L, αL))·(L + R). L starts at ε. η is only for schedules.
//!
//! # Example
//!
//! On θ² from 1, where g = 2θ:
//!
//! ```
//! use descent::example;
//! let theta = example("cocob", &[], 1).unwrap(); // C = −2, L = 2, αL = 200: −2/(2·200)·2
//! assert!((theta - 0.99).abs() < 1e-12);
//! ```
//!
//! # `cocob`
//!
//! Cost: 5 numbers per parameter, working room included; 10 updates of one parameter take 10 evaluations of value and
//! gradient.
//!
//! Arguments, besides `weight_decay`, `decay` and `maximize`, which every optimizer has:
//! - `lr`, learning rate: a number in `[0, 1000000]`; 1 unless given. How far one update goes.
//! - `alpha`, fraction to bet: a number in `[0, 1000000]`; 100 unless given. The larger, the smaller the first bets.
//! - `eps`, epsilon: a number in `[0, 1]`; 1e-8 unless given. Keeps the division finite where the accumulator is small.
//!
//! Libraries: Only Optax has it. Its learning_rate multiplies the gradient before everything else and, being 1, is only for
//! schedules. Decoupled decay acts on θ, which the next bet forgets: use the coupled form.
//!
//! Reference: F. Orabona and T. Tommasi, Training Deep Networks without Learning Rates Through Coin Betting, 2017.

use super::quantities::ORIGIN;
use super::{Elementwise, Note, OptimizerRow, Quantity, Rule, epsilon, params, rate};
use crate::catalog::{Kind, Param, Range, Scale};
use lanes::{Lanes, Real};

struct Cocob {
    alpha: f64,
    eps: f64,
}

static LARGEST: Quantity = Quantity::of("L", "L", "largest gradient so far");
static SUM: Quantity = Quantity::of("G", "G", "sum of absolute gradients");
static REWARD: Quantity = Quantity::of("R", "R", "reward: what was won so far");
static BET: Quantity = Quantity::of("C", "C", "sum of negative gradients");
static STEP: Quantity = Quantity::part("bet_step", r"\theta_{t+1} - \theta_t", "change of the bet");

impl Rule<5, 2> for Cocob {
    const STATE: [&'static Quantity; 5] = [&ORIGIN, &LARGEST, &SUM, &REWARD, &BET];

    fn initial(&self) -> [f64; 5] {
        [0.0, self.eps, 0.0, 0.0, 0.0]
    }

    fn begin<T: Real>(&self, p: &[T], cells: &mut [T]) {
        cells[..p.len()].copy_from_slice(p);
    }

    fn coefficients(&self, _t: u64, lr: f64, _: &mut [f64]) -> [f64; 2] {
        [lr, self.alpha]
    }

    #[inline(always)]
    fn update<L: Lanes, N: Note<L>>(&self, c: &[L; 2], p: L, g: L, s: &mut [L; 5], notes: &mut N) -> L {
        let [lr, alpha] = *c;
        let [start, largest, sum, reward, bet] = s;
        let zero = L::lit(0.0);
        let c = lr * g;
        *largest = largest.max(c.abs());
        *sum = *sum + c.abs();
        *reward = (*reward - c * (p - *start)).max(zero);
        *bet = *bet - c;
        let scale = *largest * (*sum + *largest).max(alpha * *largest);
        let new = *start + *bet / scale * (*largest + *reward);
        // Without ε and without a gradient so far, 0/0: there is nothing to bet on.
        let new = L::select(scale.le(zero), p, new);
        notes.note(&STEP, new - p);
        new
    }
}

pub(super) static ROW: OptimizerRow = OptimizerRow {
    id: "cocob",
    name: "COCOB",
    family: "Without a rate",
    doc: "Coin betting: each coordinate stakes a share of its winnings on the next gradient. Nothing to tune. Five numbers per \
          parameter.",
    formula: r"L_t = \max(L_{t-1}, |g_t|),\quad G_t = G_{t-1} + |g_t|,\quad R_t = \max(R_{t-1} - g_t(\theta_t - \theta_0), 0),\quad \theta_{t+1} = \theta_0 + \frac{-\sum_i g_i}{L_t\max(G_t + L_t, \alpha L_t)}\,(L_t + R_t)",
    differs: "Only Optax has it. Its learning_rate multiplies the gradient before everything else and, being 1, is only for \
              schedules. Decoupled decay acts on θ, which the next bet forgets: use the coupled form.",
    reference: "F. Orabona and T. Tommasi, Training Deep Networks without Learning Rates Through Coin Betting, 2017",
    params: params![
        rate(1.0),
        Param {
            key: "alpha",
            symbol: r"\alpha",
            name: "fraction to bet",
            kind: Kind::Real { default: Some(100.0), range: Range::closed(0.0, 1e6), scale: Scale::Log },
            doc: "The larger, the smaller the first bets.",
        },
        epsilon(1e-8),
    ],
    build: |args| Box::new(Elementwise::new(Cocob { alpha: args.real("alpha"), eps: args.real("eps") }, args)),
};
