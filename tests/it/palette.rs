//! The colours: readable, and told apart by everyone.

#![allow(clippy::unwrap_used)]

use gonogo::chart::{Role, TOKENS, Token, root_css};

/// Red, green and blue as light, from 0 to 1.
type Light = [f64; 3];

/// What each kind of eye sees, after Machado, Oliveira and Fernandes 2009, severity 1.
const EYES: [(&str, [Light; 3]); 4] = [
    ("all colours", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("no red", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("no green", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("no blue", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

const THEMES: [fn(&Token) -> &'static str; 2] = [|token| token.light, |token| token.dark];

fn light(hex: &str) -> Light {
    let channel = |index: usize| {
        let value = u8::from_str_radix(&hex[1 + 2 * index..3 + 2 * index], 16).unwrap();
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    [channel(0), channel(1), channel(2)]
}

fn times(matrix: &[Light; 3], light: Light) -> Light {
    matrix.map(|row| row[0] * light[0] + row[1] * light[1] + row[2] * light[2])
}

/// The contrast of WCAG 2, from 1 to 21.
fn contrast(one: &str, other: &str) -> f64 {
    let bright = |hex| {
        let [red, green, blue] = light(hex);
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (bright(one), bright(other));
    one.max(other) / one.min(other)
}

/// The distance in OKLab times 100, as one kind of eye sees it.
fn distance(one: &str, other: &str, eye: &[Light; 3]) -> f64 {
    let lab = |hex| {
        let seen = times(eye, light(hex)).map(|channel| channel.clamp(0.0, 1.0));
        let cones = times(
            &[
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ],
            seen,
        );
        times(
            &[
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ],
            cones.map(f64::cbrt),
        )
    };
    let (one, other): (Light, Light) = (lab(one), lab(other));
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    100.0 * squares.sum::<f64>().sqrt()
}

fn token(name: &str) -> &'static Token {
    TOKENS.iter().find(|token| token.name == name).unwrap_or_else(|| panic!("no `{name}`"))
}

fn with(roles: &[Role]) -> Vec<&'static Token> {
    TOKENS.iter().filter(|token| roles.contains(&token.role)).collect()
}

#[test]
fn text_is_readable_on_every_background_in_both_themes() {
    let verdicts = ["go", "hold", "nogo", "rb"];
    for text in with(&[Role::Text]) {
        for ground in with(&[Role::Background, Role::Tint]) {
            let own = format!("{}-bg", text.name);
            let foreign = verdicts.contains(&text.name) && ground.name.ends_with("-bg") && ground.name != own;
            if foreign {
                continue;
            }
            for theme in THEMES {
                let contrast = contrast(theme(text), theme(ground));
                let plain = matches!(ground.role, Role::Background) || ["fg", "mut"].contains(&text.name);
                let least = if plain { 4.5 } else { 3.0 };
                assert!(contrast >= least, "{} on {}: {contrast:.2}", text.name, ground.name);
            }
        }
    }
}

#[test]
fn lines_and_shapes_stand_out_from_every_ground() {
    for line in with(&[Role::Line]) {
        for ground in ["bg", "surface", "zone-go", "zone-rollback", "gap"] {
            for theme in THEMES {
                let contrast = contrast(theme(line), theme(token(ground)));
                assert!(contrast >= 3.0, "{} on {ground}: {contrast:.2}", line.name);
            }
        }
    }
}

#[test]
fn no_eye_confuses_two_verdicts_or_two_lines() {
    let groups = [["go", "hold", "nogo", "rb"], ["cand", "target", "rollback", "bar-low"]];
    for group in groups {
        for (index, one) in group.iter().enumerate() {
            for other in &group[index + 1..] {
                for (eye, matrix) in EYES {
                    for theme in THEMES {
                        let distance = distance(theme(token(one)), theme(token(other)), &matrix);
                        assert!(distance >= 12.0, "{one}, {other}, {eye}: {distance:.1}");
                    }
                }
            }
        }
    }
}

#[test]
fn low_bars_are_told_from_the_others() {
    for (eye, matrix) in EYES {
        for theme in THEMES {
            let distance = distance(theme(token("bar")), theme(token("bar-low")), &matrix);
            assert!(distance >= 8.0, "{eye}: {distance:.1}");
        }
    }
}

#[test]
fn every_token_is_a_variable_in_both_themes() {
    let css = root_css();
    for token in TOKENS {
        for theme in THEMES {
            assert!(css.contains(&format!("--{}:{}", token.name, theme(token))), "{}", token.name);
        }
    }
    assert!(css.contains("@media screen and (prefers-color-scheme:dark)"), "paper is light");
}
