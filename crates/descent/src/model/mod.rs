//! Models: what is trained, as a shape with its loss; and the table of their names.
//!
//! Every supervised model is a [`Network`]: linear, logistic, softmax and polynomial regression are one layer of it, so that there
//! is one forward pass, one backward pass and one layout of parameters. Invariant: this folder knows shapes and formulas; data,
//! batches and penalties are in [`crate::objective::Training`], decoding in [`crate::spec`].

mod predict;

pub use network::{ACTIVATIONS, Activation, Extent, Network, Output, Part, Pass, Passes, Samples};
pub use predict::Predictor;

use crate::catalog::{Kind, Param, Range, Scale, table, told};
use crate::spec::limits;

/// Layers of a network at most, inputs included.
pub const LAYERS: usize = 10;
/// Units of a layer at most.
pub const UNITS: usize = 1024;

/// One row of the catalogue.
#[derive(Clone, Copy)]
pub struct ModelRow {
    /// Identifier in a specification.
    pub id: &'static str,
    /// The field's name.
    pub name: &'static str,
    /// One line: what it is good for.
    pub doc: &'static str,
    /// The prediction in TeX.
    pub formula: &'static str,
    /// Its parameters, but for the layers of a network.
    pub params: &'static [Param],
}

#[cfg(not(feature = "words"))]
impl ModelRow {
    /// The same without words, with `params` for its own.
    const fn silent(mut self, params: &'static [Param]) -> Self {
        (self.name, self.doc, self.formula) = ("", "", "");
        self.params = params;
        self
    }
}

const BIAS: Param = Param {
    key: "bias",
    symbol: "b",
    name: "bias",
    kind: Kind::Bool { default: true },
    doc: "Whether a constant is learned with the weights; penalties leave it out.",
};

/// Every model.
pub static TABLE: &[&ModelRow] = table!(
    ModelRow,
    &[
        &ModelRow {
            id: "linear",
            name: "Linear regression",
            doc: "A weighted sum: the loss is a bowl, and its lowest point is known in closed form.",
            formula: r"\hat y = \langle w, x\rangle + b",
            params: &[BIAS],
        },
        &ModelRow {
            id: "polynomial",
            name: "Polynomial regression",
            doc: "A weighted sum of powers of one input: flexible, and badly conditioned as the degree grows.",
            formula: r"\hat y = \sum_{k=1}^{d} w_k x^k + b",
            params: &[
                Param {
                    key: "degree",
                    symbol: "d",
                    name: "degree",
                    kind: Kind::Int { default: Some(3), min: 1, max: 12 },
                    doc: "The highest power.",
                },
                BIAS,
            ],
        },
        &ModelRow {
            id: "logistic",
            name: "Logistic regression",
            doc: "Two classes by a straight line. On separable data the weights grow without end.",
            formula: r"\hat p = \sigma(\langle w, x\rangle + b)",
            params: &[BIAS],
        },
        &ModelRow {
            id: "softmax",
            name: "Softmax regression",
            doc: "Several classes by straight lines: a score per class, turned into shares.",
            formula: r"\hat p_k = e^{z_k} / \textstyle\sum_j e^{z_j},\quad z = Wx + b",
            params: &[
                Param {
                    key: "classes",
                    symbol: "K",
                    name: "classes",
                    kind: Kind::OptInt { min: 2, max: limits::CLASSES as i64 },
                    doc: "How many; if absent, as many as the data have.",
                },
                BIAS,
            ],
        },
        &ModelRow {
            id: "mlp",
            name: "Multilayer perceptron",
            doc: "Layers of units that bend their sums: fits what no straight line can.",
            formula: r"h_{l+1} = a(W_l h_l + b_l)",
            params: &[
                Param {
                    key: "activation",
                    symbol: "a",
                    name: "activation",
                    kind: Kind::Choice { default: "tanh", options: ACTIVATIONS },
                    doc: "What a hidden unit does with its sum.",
                },
                BIAS,
                Param {
                    key: "init",
                    symbol: "",
                    name: "initial weights",
                    kind: Kind::Choice {
                        default: "glorot_uniform",
                        options: &[
                            ("glorot_uniform", told("uniform, variance 2/(in + out)")),
                            ("glorot_normal", told("normal, variance 2/(in + out)")),
                            ("he_uniform", told("uniform, variance 2/in")),
                            ("he_normal", told("normal, variance 2/in")),
                            ("lecun_uniform", told("uniform, variance 1/in")),
                            ("lecun_normal", told("normal, variance 1/in")),
                            ("zeros", told("all zero: units of a layer stay alike")),
                        ],
                    },
                    doc: "How the weights are drawn; biases start at zero (X. Glorot and Y. Bengio, 2010; K. He et al., 2015).",
                },
            ],
        },
        &ModelRow {
            id: "kmeans",
            name: "k-means",
            doc: "Centres that each stand for the samples nearest to them; no labels needed.",
            formula: r"\frac1n \sum_i \min_k \lVert x_i - c_k \rVert^2",
            params: &[Param {
                key: "k",
                symbol: "k",
                name: "centres",
                kind: Kind::Int { default: Some(3), min: 1, max: 64 },
                doc: "How many.",
            }],
        },
    ]
);

/// λ of the two penalties on weights.
pub static PENALTIES: [Param; 2] = [
    Param {
        key: "l2",
        symbol: told(r"\lambda_2"),
        name: told("L2 penalty"),
        kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e6), scale: Scale::Log },
        doc: told("½·l2·‖w‖² is added to the loss; biases are left out."),
    },
    Param {
        key: "l1",
        symbol: told(r"\lambda_1"),
        name: told("L1 penalty"),
        kind: Kind::Real { default: Some(0.0), range: Range::closed(0.0, 1e6), scale: Scale::Log },
        doc: told("l1·‖w‖₁ is added to the loss; biases are left out."),
    },
];

/// The row with this id.
pub fn find(id: &str) -> Option<&'static ModelRow> {
    TABLE.iter().find(|row| row.id == id).copied()
}
