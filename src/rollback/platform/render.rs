//! Render: values by its API, variable by variable, then a deployment of the commit that is live.
//!
//! Putting the whole list would replace it, and a deployment without a commit would bring the newest code along.

use super::{Check, Host, Recipe};
use crate::plan::Setting;
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::{Part, Step};

/// The header with the key of the person's shell.
const KEY: &str = "\"Authorization: Bearer $RENDER_API_KEY\"";

/// Returns the way of Render; `service` is the service's id, `srv-…`.
pub(super) fn recipe(host: &Host) -> Recipe {
    let service = host.service.unwrap_or_default();
    let mut variables = vec!["RENDER_API_KEY".to_owned()];
    variables.extend(host.secrets.all());
    let mut recipe = Recipe { tools: vec!["curl", "jq"], variables, functions: deploy(service), ..Recipe::default() };
    for (name, setting) in &host.change.set {
        let put = request("PUT", &variable(service, name)).option("-H", Some("Content-Type: application/json"));
        // The secret goes through jq's environment, so that it stands on no command line.
        let put = match setting {
            Setting::Value(value) => put.option("-d", Some(&serde_json::json!({ "value": value }).to_string())),
            Setting::Secret(secret) => {
                let filter = format!("{{value: env.{}}}", host.secrets.of(secret));
                put.option("-d", Some("@-")).feed(Line::new(&["jq", "-n", &filter]).text())
            }
        };
        recipe.steps.push(host.line(Part::Set, &[name], &put));
    }
    for name in host.unset() {
        let delete = request("DELETE", &variable(service, name));
        recipe.steps.push(host.removal(name, &format!("\n{name}="), &delete));
    }
    recipe.steps.push(apply(host, service));
    recipe.checks.push(wait(host, service));
    check(host, service).add(host, &mut recipe);
    recipe
}

/// Returns the step that deploys the commit that is live once more.
fn apply(host: &Host, service: &str) -> Step {
    let post = request("POST", &address(service, "deploys"))
        .option("-H", Some("Content-Type: application/json"))
        .arg("-d")
        .hidden(&format!("\"$({})\"", commit(service)));
    let script = format!("show {}\nif ! dry; then\n  deployment=$(deploy) || unreadable\nfi\n", quote(&post.text()));
    host.step(Part::Apply, &[], Some(post.text()), script)
}

/// Returns the command that prints the body of such a deployment; a service made from an image has no commit.
fn commit(service: &str) -> String {
    let newest = request("GET", &address(service, "deploys?status=live&limit=1")).bare();
    let filter = ".[0].deploy.commit.id | if . then {commitId: .} else {} end";
    format!("{newest} | jq -c {}", quote(filter))
}

/// Returns the step that waits for the deployment.
fn wait(host: &Host, service: &str) -> Step {
    let newest = request("GET", &address(service, "deploys?limit=1")).bare();
    let text = format!("{newest} | jq -r {}", quote(".[0].deploy.status"));
    let script =
        format!("show {}\nturns=240\nuntil dry || live; do again || too_long \"$status\"; done\n", quote(&text));
    let mut step = host.step(Part::Wait, &[], Some(text), script);
    step.expect = Some("live".to_owned());
    step
}

/// Returns the functions that deploy and look at the deployment.
fn deploy(service: &str) -> String {
    let post =
        request("POST", &address(service, "deploys")).option("-H", Some("Content-Type: application/json")).bare();
    let get = request("GET", &address(service, "deploys/")).bare();
    let get = get.replacen("/deploys/", "/deploys/\"$deployment\"", 1);
    format!(
        r#"# Deploys the commit that is live once more; prints the deployment's id.
deploy() {{
  body=$({commit}) || return 1
  [ -n "$body" ] || return 1
  answer=$({post} -d "$body") || return 1
  printf '%s' "$answer" | jq -er .id
}}

# True once that deployment is live.
live() {{
  answer=$({get}) || unreadable
  status=$(printf '%s' "$answer" | jq -r .status)
  case $status in
    live) return 0 ;;
    *failed | canceled | deactivated) failed "$status" ;;
  esac
  return 1
}}
"#,
        commit = commit(service)
    )
}

/// Returns the check: people ask for each variable, the script reads the list, page by page.
fn check(host: &Host, service: &str) -> Check {
    let lines = quote(".[].envVar | \"\\(.key)=\\(.value)\"");
    let next = quote("if length == 100 then \"&cursor=\" + (.[-1].cursor | @uri) else empty end");
    let page = request("GET", &address(service, "env-vars?limit=100")).bare();
    let any_page = page.replacen("limit=100'", "limit=100'\"$cursor\"", 1);
    let listing = format!(
        r#"  cursor=
  while :; do
    page=$({any_page}) || return 1
    printf '%s' "$page" | jq -r {lines} || return 1
    cursor=$(printf '%s' "$page" | jq -r {next}) || return 1
    [ -n "$cursor" ] || return 0
  done
"#
    );
    let names: Vec<String> = host.change.names().into_iter().map(encode).collect();
    let one = request("GET", &address(service, "env-vars/")).bare().replacen("/env-vars/", "/env-vars/\"$name\"", 1);
    let pair = quote("\"\\(.key)=\\(.value)\"");
    let command = format!("for name in {}; do {one} | jq -r {pair}; done", names.join(" "));
    Check { command, ..Check::lines(host, "", listing) }
}

/// Returns a request with the key.
fn request(method: &str, url: &str) -> Line {
    Line::new(&["curl", "-fsS", "-X", method, url, "-H"]).hidden(KEY)
}

/// Returns the address of a variable.
fn variable(service: &str, name: &str) -> String {
    address(service, &format!("env-vars/{}", encode(name)))
}

/// Returns an address of the service.
fn address(service: &str, path: &str) -> String {
    format!("https://api.render.com/v1/services/{}/{path}", encode(service))
}

/// Returns a text as a part of an address.
fn encode(text: &str) -> String {
    let part = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(part).collect()
}
