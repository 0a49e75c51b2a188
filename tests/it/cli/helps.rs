//! What every command says about itself.

use super::sandbox::Sandbox;

fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let starts = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    starts.filter_map(|line| line.split_whitespace().next().map(str::to_string)).filter(|name| name != "help").collect()
}

#[test]
fn every_command_shows_an_example_in_its_help() {
    let sandbox = Sandbox::empty();
    let commands = commands(&sandbox.run(&["--help"]).out);
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        let help = sandbox.run(&[&command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains(&format!("gonogo {command}")), "{command} without example:\n{}", help.out);
        assert!(help.out.contains("Example"), "{command} without example:\n{}", help.out);
    }
}

#[test]
fn help_tells_every_exit_code() {
    let help = Sandbox::empty().run(&["--help"]).out;
    for code in [
        "0 done",
        "1 unexpected",
        "2 usage",
        "3 input",
        "4 refused",
        "5 conflict",
        "10 hold",
        "11 no-go",
        "12 roll back",
    ] {
        assert!(help.contains(code), "{code}");
    }
}

#[test]
fn version_is_that_of_the_package() {
    assert_eq!(Sandbox::empty().run(&["--version"]).out, format!("gonogo {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_command_it_is_the_status_where_there_are_plans_and_help_elsewhere() {
    let sandbox = Sandbox::shipped();
    let at = ["--at", super::sandbox::AT];
    assert_eq!(sandbox.run(&at), sandbox.run(&["status", at[0], at[1]]));
    assert!(Sandbox::empty().run(&[]).out.contains("Usage: gonogo"));
}
