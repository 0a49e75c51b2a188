//! The bytes of a file: hashed as they lie on disk, unpacked for reading, within bounds.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use sha2::{Digest, Sha256};

use crate::metric::export::Packing;
use crate::source::hex;

/// How many bytes are asked for at once.
const BLOCK: usize = 256 * 1024;
/// What any packed file may unpack to.
const UNPACKED: u64 = 1 << 28;
/// What each packed byte may unpack to beyond that: logs reach 50, a bomb 1,000 and more.
const RATIO: u64 = 200;

/// Counts and hashes the bytes that pass through.
pub(super) struct Disk<R> {
    bytes: R,
    digest: Sha256,
    count: u64,
}

impl<R: Read> Disk<R> {
    pub(super) fn new(bytes: R) -> Disk<R> {
        Disk { bytes, digest: Sha256::new(), count: 0 }
    }

    /// Reads whatever is left and returns the hash and the count of all bytes, and what went wrong meanwhile.
    pub(super) fn finish(mut self) -> (String, u64, io::Result<()>) {
        let rest = io::copy(&mut self, &mut io::sink()).map(|_| ());
        (hex(&self.digest.finalize()), self.count, rest)
    }
}

impl<R: Read> Read for Disk<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.count += read as u64;
        Ok(read)
    }
}

/// The text of a file, unpacked.
pub(super) enum Input<'a, R> {
    Plain(&'a mut Disk<R>),
    Gzip(Box<Bounded<MultiGzDecoder<BufReader<&'a mut Disk<R>>>>>),
    Zstd(Box<Bounded<Frames<BufReader<&'a mut Disk<R>>>>>),
}

impl<'a, R: Read> Input<'a, R> {
    pub(super) fn new(packing: Packing, disk: &'a mut Disk<R>) -> Input<'a, R> {
        match packing {
            Packing::Plain => Input::Plain(disk),
            Packing::Gzip => {
                let packed = BufReader::with_capacity(BLOCK, disk);
                Input::Gzip(Box::new(Bounded::new(MultiGzDecoder::new(packed))))
            }
            Packing::Zstd => {
                let packed = BufReader::with_capacity(BLOCK, disk);
                Input::Zstd(Box::new(Bounded::new(Frames::new(packed))))
            }
        }
    }
}

impl<R: Read> Read for Input<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Input::Plain(disk) => disk.read(buffer),
            Input::Gzip(unpacked) => {
                let packed = unpacked.bytes.get_ref().get_ref().count;
                unpacked.read(buffer, packed)
            }
            Input::Zstd(unpacked) => {
                let packed = unpacked.bytes.packed.get_ref().count;
                unpacked.read(buffer, packed)
            }
        }
    }
}

/// Refuses to unpack a bomb.
pub(super) struct Bounded<D> {
    bytes: D,
    unpacked: u64,
}

impl<D: Read> Bounded<D> {
    fn new(bytes: D) -> Bounded<D> {
        Bounded { bytes, unpacked: 0 }
    }

    fn read(&mut self, buffer: &mut [u8], packed: u64) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > UNPACKED.saturating_add(packed.saturating_mul(RATIO)) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, Bomb));
        }
        Ok(read)
    }
}

/// A packed file that unpacks to more than anyone would have exported.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {RATIO} times its size")]
pub(super) struct Bomb;

/// Unpacks one zstd frame after another; the library reads a single one.
pub(super) struct Frames<P> {
    packed: P,
    decoder: FrameDecoder,
    inside: bool,
}

impl<P: BufRead> Frames<P> {
    fn new(packed: P) -> Frames<P> {
        Frames { packed, decoder: FrameDecoder::new(), inside: false }
    }

    /// Steps into the next frame, over those meant to be skipped; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let mut frame = self.packed.by_ref().take(u64::from(length));
                    io::copy(&mut frame, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<P: BufRead> Read for Frames<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside && !self.next_frame()? {
                return Ok(0);
            }
            self.inside = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.packed, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.inside = false;
        }
    }
}
