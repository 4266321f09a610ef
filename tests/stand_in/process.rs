//! Child processes.

use std::time::Duration;

use super::common::process::Program;

#[tokio::test]
async fn children_are_started_heard_and_ended() {
    let shell = |script: &str| Program::at("/bin/sh").args(["-c", script]).env("ONLY", "this");
    let mut child = shell("echo out; echo err >&2; env; exit 3").start();
    assert_eq!(child.wait_exit(Duration::from_secs(10)).await.code(), Some(3));
    assert!(child.stdout().starts_with("out\n") && child.stderr() == "err\n", "{child:?}");
    let names: Vec<String> = (child.stdout().lines().skip(1))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.to_owned()))
        .filter(|name| !["PWD", "SHLVL", "_", "OLDPWD"].contains(&name.as_str()))
        .collect();
    assert!(names.contains(&"ONLY".to_owned()));
    assert!(names.iter().all(|name| ["ONLY", "PATH", "HOME"].contains(&name.as_str())));

    let mut child =
        shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done").start();
    child.expect_output("ready").await;
    assert!(child.is_running());
    child.terminate();
    assert!(child.wait_exit(Duration::from_secs(10)).await.success());
    assert!(child.stdout().ends_with("bye\n"));

    let mut child = Program::at("/bin/cat").with_stdin().start();
    child.write_line("привет");
    child.expect_output("привет").await;
    child.kill_9();
    assert!(!child.is_running());
}
