//! The escapes of JSON strings.

/// Appends a string to `out` with its escapes undone; `None` where one is not of JSON's.
///
/// Half of a surrogate pair becomes U+FFFD.
pub(in crate::metric::read) fn unescape(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let (escape, behind) = rest[at + 1..].split_first()?;
        rest = behind;
        match escape {
            b'"' | b'\\' | b'/' => out.push(*escape),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let (character, behind) = code_point(rest)?;
                let mut utf8 = [0; 4];
                out.extend_from_slice(character.encode_utf8(&mut utf8).as_bytes());
                rest = behind;
            }
            _ => return None,
        }
    }
    out.extend_from_slice(rest);
    Some(())
}

/// Reads what follows `\u`: one character, which may take two escapes.
fn code_point(text: &[u8]) -> Option<(char, &[u8])> {
    let (first, rest) = unit(text)?;
    if let 0xd800..0xdc00 = first
        && let Some((second @ 0xdc00..0xe000, rest)) = rest.strip_prefix(b"\\u").and_then(unit)
    {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Some((char::from_u32(code)?, rest));
    }
    Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest))
}

fn unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, rest))
}
