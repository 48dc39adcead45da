//! Colours: muted ramps on which trails of any hue can be read.
//!
//! Invariant: low values fade into the page, in every theme: they are light on a light page and dark on a dark one. The hue
//! is cividis (J. R. Nuñez, C. R. Anderton, R. S. Renslow, Optimizing colormaps with consideration for color vision
//! deficiency, 2018), a stretch of it, mixed with the page's colour; lightness changes monotonically, so the order is right
//! without colour too. It maps places, not values.

/// The page a picture is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Ink on paper.
    Light,
    /// Light on dark.
    Dark,
    /// Ink on paper from a weak projector: paler, so that lines and trails stand out.
    Projector,
}

/// A colour: red, green, blue.
pub(crate) type Rgb = [u8; 3];

/// A stretch of a ramp, mixed with a page.
struct Ramp {
    /// Where on cividis (0 dark blue, 1 yellow) the lowest and the highest value lie.
    from: f32,
    to: f32,
    /// The page's colour.
    page: Rgb,
    /// The share of the page at the lowest and the highest value, in 256ths.
    mix: [u32; 2],
    /// The two colours of the hatching over undefined pixels.
    hatch: [Rgb; 2],
}

const LIGHT: Ramp =
    Ramp { from: 1.0, to: 0.12, page: [255, 255, 252], mix: [190, 84], hatch: [[236, 236, 234], [198, 198, 196]] };
const DARK: Ramp =
    Ramp { from: 0.0, to: 0.66, page: [16, 18, 24], mix: [140, 76], hatch: [[30, 32, 38], [66, 68, 76]] };
const PROJECTOR: Ramp = Ramp { mix: [216, 132], ..LIGHT };

impl Theme {
    /// The theme called `id`: `light`, `dark` or `projector`.
    pub fn find(id: &str) -> Option<Theme> {
        [Theme::Light, Theme::Dark, Theme::Projector].into_iter().find(|theme| theme.id() == id)
    }

    /// The name: `light`, `dark` or `projector`.
    pub fn id(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Projector => "projector",
        }
    }

    fn ramp(self) -> &'static Ramp {
        match self {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Projector => &PROJECTOR,
        }
    }

    /// 256 colours from the lowest value to the highest.
    pub(crate) fn colors(self) -> [Rgb; 256] {
        let ramp = self.ramp();
        let mut table = [[0; 3]; 256];
        for (i, to) in (0u32..).zip(table.iter_mut()) {
            let part = i as f32 / 255.0;
            let raw = colorous::CIVIDIS.eval_continuous(f64::from(ramp.from + part * (ramp.to - ramp.from)));
            let share = (ramp.mix[0] * (255 - i) + ramp.mix[1] * i) / 255;
            for (to, (page, raw)) in to.iter_mut().zip(ramp.page.into_iter().zip([raw.r, raw.g, raw.b])) {
                let mixed = (share * u32::from(page) + (256 - share) * u32::from(raw) + 128) / 256;
                *to = u8::try_from(mixed).unwrap_or(u8::MAX);
            }
        }
        table
    }

    /// The ground and the stripes of the hatching over undefined pixels.
    pub(crate) fn hatch(self) -> [Rgb; 2] {
        self.ramp().hatch
    }
}
