//! The options that every command takes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::Failure;
use super::time::Time;
use super::{choose, now};
use crate::disk::{self, Found};
use crate::plan::Plan;
use crate::source::{Locale, Moment};

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// One JSON object
    Json,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A language on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    #[value(name = "en")]
    En,
    /// Simplified Chinese
    #[value(name = "zh-CN", aliases = ["zh", "zh-cn"])]
    ZhCn,
}

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Work as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Evaluate as of TIME (2026-01-06T09:00:00Z): later data, ticks and entries are not seen. What is written is dated so
    #[arg(long = "at", value_name = "TIME", global = true)]
    time: Option<Time>,
    /// What --at says, once [`Global::settle`] has read it.
    #[arg(skip)]
    at: Option<Moment>,
    /// How to print results
    #[arg(long, value_enum, default_value_t, global = true)]
    pub format: Format,
    /// Print only the verdict
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more: every gate, item and input
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to colour
    #[arg(long, value_enum, default_value_t, global = true)]
    pub color: Color,
    /// Language of the terminal; else GONOGO_LANG, LC_ALL, LANG
    #[arg(long, value_enum, value_name = "LANG", global = true)]
    pub lang: Option<Language>,
    /// Read every byte anew
    #[arg(long, global = true)]
    pub no_cache: bool,
}

impl Global {
    /// Returns the folder to work in.
    pub fn folder(&self) -> PathBuf {
        self.directory.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    /// Returns a path as one types it outside of the folder to work in.
    pub fn folder_of(&self, path: &Path) -> PathBuf {
        self.directory.as_deref().unwrap_or(Path::new("")).join(path)
    }

    /// Returns the absolute folder to work in, from which `plans/` is looked for upward.
    ///
    /// # Errors
    /// The folder does not exist.
    pub fn home(&self) -> Result<PathBuf, Failure> {
        let folder = self.folder();
        Ok(folder.canonicalize().map_err(disk::Error::named("enter", &folder))?)
    }

    /// Reads --at: to be called once, before anything is asked.
    ///
    /// # Errors
    /// It has no offset; the hint names the time zones of the plans.
    pub fn settle(&mut self) -> Result<(), Failure> {
        let Some(time) = &self.time else { return Ok(()) };
        let plans = match time {
            Time::Exact(_) => Vec::new(),
            Time::Zoneless { .. } => self.plans(),
        };
        self.at = Some(time.moment(&plans)?);
        Ok(())
    }

    /// The plans that can be read: for a hint, so that whatever is wrong with others is of no matter.
    fn plans(&self) -> Vec<Plan> {
        let rollouts = choose::rollouts(self, None).unwrap_or_default();
        let read = rollouts.iter().filter_map(|found| disk::read(found).files);
        read.map(|files| files.plan).collect()
    }

    /// Returns the moment to evaluate at: `--at`, else SOURCE_DATE_EPOCH, else now.
    pub fn moment(&self) -> Moment {
        self.at.unwrap_or_else(now::now)
    }

    /// Returns the language of the terminal.
    pub fn locale(&self) -> Locale {
        match self.lang {
            Some(Language::En) => Locale::En,
            Some(Language::ZhCn) => Locale::ZhCn,
            None => now::locale(),
        }
    }

    /// Returns the rollouts that these names mean.
    ///
    /// # Errors
    /// An unknown name, a folder without a plan, or nothing found.
    pub fn rollouts(&self, names: &[String]) -> Result<Vec<Found>, Failure> {
        Ok(disk::find(&self.home()?, names)?)
    }
}
