//! A drawing surface for rectangles and for text in the embedded font.

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::{Face, OutlineBuilder};

/// The font Inter, reduced to Latin, Greek and Cyrillic. Its licence is in the same folder.
const REGULAR: &[u8] = include_bytes!("../../assets/inter/Inter-Regular.otf");
const STRONG: &[u8] = include_bytes!("../../assets/inter/Inter-SemiBold.otf");
/// The corner radius in pixels: large enough to be visible, small enough for a short bar.
const CORNER: f32 = 5.0;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(u32);

impl Ink {
    /// The background: a slate that suits both the dark and the light theme of Discord.
    pub(super) const GROUND: Self = Self(0x22_26_2e);
    pub(super) const TRACK: Self = Self(0x2f_34_3e);
    pub(super) const GRID: Self = Self(0x3a_40_4b);
    pub(super) const TEXT: Self = Self(0xf2_f4_f8);
    pub(super) const FAINT: Self = Self(0xaa_b2_c0);
    pub(super) const GREY: Self = Self(0x8d_95_a3);
    pub(super) const SKY: Self = Self(0x56_b4_e9);
    pub(super) const ORANGE: Self = Self(0xe6_9f_00);
    pub(super) const GREEN: Self = Self(0x00_9e_73);
    pub(super) const PURPLE: Self = Self(0xcc_79_a7);
    pub(super) const YELLOW: Self = Self(0xf0_e4_42);
    pub(super) const VERMILION: Self = Self(0xe8_66_1b);

    fn paint(self) -> Paint<'static> {
        let [_, red, green, blue] = self.0.to_be_bytes();
        let mut paint = Paint::default();
        paint.set_color(Color::from_rgba8(red, green, blue, u8::MAX));
        paint.anti_alias = true;
        paint
    }
}

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Strong,
}

/// The embedded font.
pub(super) struct Fonts {
    regular: Face<'static>,
    strong: Face<'static>,
}

impl Fonts {
    pub(super) fn embedded() -> Option<Self> {
        Some(Self { regular: Face::parse(REGULAR, 0).ok()?, strong: Face::parse(STRONG, 0).ok()? })
    }

    fn face(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        }
    }

    /// Returns the width of a text at a font size.
    pub(super) fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let face = self.face(weight);
        let advances = text.chars().filter_map(|c| face.glyph_hor_advance(face.glyph_index(c)?));
        advances.map(f32::from).sum::<f32>() * size / f32::from(face.units_per_em())
    }

    /// Returns the text, shortened with an ellipsis if it does not fit. Omits characters that the font lacks,
    /// because they would be drawn as empty boxes.
    pub(super) fn fitted(&self, text: &str, size: f32, weight: Weight, width: f32) -> String {
        let known: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| self.face(weight).glyph_index(*c).is_some())
            // A name may have thousands of characters, but fewer than 200 ever fit.
            .take(200)
            .collect();
        let known = known.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = if known.is_empty() && !text.is_empty() { "?".to_owned() } else { known };
        if self.width(&known, size, weight) <= width {
            return known;
        }
        let mut cut = known;
        while cut.pop().is_some() {
            let shown = format!("{}…", cut.trim_end());
            if self.width(&shown, size, weight) <= width {
                return shown;
            }
        }
        String::new()
    }
}

/// A drawing surface.
pub(super) struct Canvas {
    pixmap: Pixmap,
    fonts: Fonts,
}

impl Canvas {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture's height is small"
    )]
    pub(super) fn new(width: u32, height: f32, fonts: Fonts) -> Option<Self> {
        let mut pixmap = Pixmap::new(width, height.clamp(1.0, 8_000.0).ceil() as u32)?;
        let [_, red, green, blue] = Ink::GROUND.0.to_be_bytes();
        pixmap.fill(Color::from_rgba8(red, green, blue, u8::MAX));
        Some(Self { pixmap, fonts })
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    pub(super) fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        self.fonts.width(text, size, weight)
    }

    pub(super) fn fitted(&self, text: &str, size: f32, weight: Weight, width: f32) -> String {
        self.fonts.fitted(text, size, weight, width)
    }

    /// Draws a rectangle. Draws nothing if it has no area.
    pub(super) fn rectangle(&mut self, left: f32, top: f32, width: f32, height: f32, ink: Ink) {
        if let Some(area) = Rect::from_xywh(left, top, width, height) {
            self.pixmap.fill_rect(area, &ink.paint(), Transform::identity(), None);
        }
    }

    /// Draws a rectangle with rounded corners.
    pub(super) fn rounded(&mut self, left: f32, top: f32, width: f32, height: f32, ink: Ink) {
        let radius = CORNER.min(width / 2.0).min(height / 2.0);
        let (right, bottom) = (left + width, top + height);
        let mut path = PathBuilder::new();
        path.move_to(left + radius, top);
        path.line_to(right - radius, top);
        path.quad_to(right, top, right, top + radius);
        path.line_to(right, bottom - radius);
        path.quad_to(right, bottom, right - radius, bottom);
        path.line_to(left + radius, bottom);
        path.quad_to(left, bottom, left, bottom - radius);
        path.line_to(left, top + radius);
        path.quad_to(left, top, left + radius, top);
        path.close();
        if width > 0.0
            && height > 0.0
            && let Some(path) = path.finish()
        {
            self.pixmap.fill_path(&path, &ink.paint(), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// Draws a text that begins at `left` and stands on `baseline`.
    pub(super) fn text(&mut self, text: &str, left: f32, baseline: f32, size: f32, weight: Weight, ink: Ink) {
        let face = self.fonts.face(weight);
        let scale = size / f32::from(face.units_per_em());
        let mut outline = Outline { path: PathBuilder::new(), left, baseline, scale };
        for glyph in text.chars().filter_map(|c| face.glyph_index(c)) {
            // A space has a width but no outline.
            let _ = face.outline_glyph(glyph, &mut outline);
            outline.left += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
        if let Some(path) = outline.path.finish() {
            self.pixmap.fill_path(&path, &ink.paint(), FillRule::Winding, Transform::identity(), None);
        }
    }

    pub(super) fn png(&self) -> Option<Vec<u8>> {
        self.pixmap.encode_png().ok()
    }
}

/// A path builder that scales and positions the outlines of glyphs, and flips their vertical axis.
struct Outline {
    path: PathBuilder,
    left: f32,
    baseline: f32,
    scale: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
