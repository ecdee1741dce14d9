import Testing

/// A line of shell, and all that must come of it.
struct FileScenario: Sendable, CustomTestStringConvertible {
  let name: String
  /// With `$log`, a sample, and `$credtrace`.
  let script: String
  let status: Int32
  /// What stderr holds; empty where it must be silent but for a summary.
  let says: String
  /// Every file that is left: name, mode, and what it holds.
  let leaves: [String]

  init(
    _ name: String, _ script: String, status: Int32, says: String = "", leaves: [String] = []
  ) {
    (self.name, self.script, self.status) = (name, script, status)
    (self.says, self.leaves) = (says, leaves)
  }

  var testDescription: String { name }
}

extension FileScenario {
  static let outputs = [
    Self("report", "$credtrace -o r $log", status: 1, leaves: ["r 644 report"]),
    Self("umask", "umask 077; $credtrace -o r $log", status: 1, leaves: ["r 600 report"]),
    Self("redacted", "$credtrace redact -o r $log", status: 0, leaves: ["r 600 redacted"]),
    Self(
      "redacted over what others read", "echo old >r; $credtrace redact -o r $log", status: 0,
      leaves: ["r 600 redacted"]),
    Self(
      "a mode is kept", "echo old >r; chmod 640 r; $credtrace -o r $log", status: 1,
      leaves: ["r 640 report"]),
    Self(
      "link", "echo old >t; ln -s t r; $credtrace redact -o r $log", status: 0,
      leaves: ["r -> t", "t 600 redacted"]),
    Self(
      "link to nothing yet", "mkdir d; ln -s d/t r; $credtrace -o r $log", status: 1,
      leaves: ["d/t 644 report", "r -> d/t"]),
    Self(
      "link into no folder", "ln -s no/t r; $credtrace -o r $log", status: 2,
      says: "cannot write r: there is no folder ./no", leaves: ["r -> no/t"]),
    Self(
      "links in a circle", "ln -s b a; ln -s a b; $credtrace redact -o a $log", status: 2,
      says: "cannot write a: symbolic links lead round", leaves: ["a -> b", "b -> a"]),
    Self(
      "folder", "mkdir d; $credtrace -o d $log || $credtrace -o d/ $log", status: 2,
      says: "cannot write d/: is a directory"),
    Self(
      "no folder", "$credtrace -o no/r $log", status: 2,
      says: "cannot write no/r: there is no folder no\n"),
    Self(
      "folder that takes nothing", "$credtrace -o /proc/r $log", status: 2,
      says: "cannot write /proc/r: no new file can be made in /proc"),
    Self(
      "below a file", "echo old >f; $credtrace -o f/r $log", status: 2,
      says: "cannot write f/r: a part of the path is no directory", leaves: ["f 644 old"]),
    Self("no name", "$credtrace -o '' $log", status: 2, says: "cannot write \"\": the name is"),
    Self(
      "longest name", "$credtrace -o $(printf '%0255d' 0) $log", status: 1,
      leaves: [String(repeating: "0", count: 255) + " 644 report"]),
    Self("/dev/null", "$credtrace -o /dev/null $log", status: 1),
    Self(
      "/dev/full", "$credtrace redact -o /dev/full $log", status: 2,
      says: "cannot write /dev/full: no space left"),
    Self(
      "/dev/stdout", "{ echo old; $credtrace redact -o /dev/stdout $log; } | tail -n +2 >r",
      status: 0, leaves: ["r 644 redacted"]),
    Self(
      "/dev/fd/1", "{ echo old; $credtrace -o /dev/fd/1 $log; } >r; sed -i 1d r", status: 0,
      leaves: ["r 644 report"]),
    Self(
      "FIFO", "mkfifo p; cat p >r & $credtrace redact -o p $log; wait", status: 0,
      leaves: ["p fifo", "r 644 redacted"]),
    Self(
      "input", "cp $log r; $credtrace -o r r", status: 2,
      says: "cannot write r: it is the input; give another name", leaves: ["r 644 log"]),
    Self(
      "input by another name", "cp $log r; ln -s r l; $credtrace -o l - <r", status: 2,
      says: "cannot write l: it is the input", leaves: ["l -> r", "r 644 log"]),
    Self(
      "redacted in place", "cp $log r; $credtrace redact -o r r", status: 0,
      leaves: ["r 600 redacted"]),
    Self(
      "one of two in place", "cp $log r; $credtrace redact -o r r $log", status: 2,
      says: "cannot write r: it is the input", leaves: ["r 644 log"]),
    Self(
      "stdout is the input", "cp $log r; $credtrace redact r >>r", status: 2,
      says: "cannot write to stdout: it is the input", leaves: ["r 644 log"]),
    Self(
      "several inputs", "$credtrace redact -o r $log $log; head -c $(stat -c %s $log) r >h",
      status: 0, says: "removed 10 values", leaves: ["h 644 *", "r 600 *"]),
  ]

  static let reports = [
    Self(
      "both", "$credtrace redact -o r --report j $log", status: 0,
      leaves: ["j 600 json", "r 600 redacted"]),
    Self(
      "report on stdout", "$credtrace redact -o r --report - $log >j", status: 0,
      leaves: ["j 644 json", "r 600 redacted"]),
    Self(
      "both on stdout", "$credtrace redact --report - $log", status: 2,
      says: "cannot write to stdout: the log goes there; give --report another file"),
    Self(
      "report over the log", "$credtrace redact -o r --report ./r $log", status: 2,
      says: "cannot write ./r: the log goes there"),
    Self(
      "report over the input", "cp $log a; $credtrace redact -o r --report a a", status: 2,
      says: "cannot write a: it is the input", leaves: ["a 644 log"]),
    Self(
      "report into no folder", "echo old >r; $credtrace redact -o r --report no/j $log",
      status: 2, says: "there is no folder no", leaves: ["r 644 old"]),
  ]

  static let inputs = [
    Self("stdin twice", "$credtrace redact - - <$log", status: 2, says: "only one FILE can be"),
    Self("missing", "$credtrace a", status: 5, says: "cannot read a: no such file; check the"),
    Self("no name", "$credtrace ''", status: 5, says: "cannot read \"\": no such file"),
    Self(
      "folder", "$credtrace redact . >r", status: 5,
      says: "cannot read .: is a directory; name the log files in it", leaves: ["r 644 empty"]),
    Self(
      "FIFO", "mkfifo p; cat $log >p & $credtrace redact p >r; status=$?; rm p; exit $status",
      status: 0, leaves: ["r 644 redacted"]),
    Self(
      "rest of stdin", "{ read -r a; echo \"$a\"; $credtrace redact; } <$log >r", status: 0,
      leaves: ["r 644 redacted"]),
    Self("file of /proc", "$credtrace redact /proc/version | cmp - /proc/version", status: 0),
    Self("stdin closed", "$credtrace <&-", status: 5, says: "cannot read stdin: it is closed"),
    Self(
      "stdin closed, redact", "echo old >r; $credtrace redact -o r <&-", status: 5,
      says: "cannot read stdin: it is closed", leaves: ["r 644 old"]),
    Self(
      "non-blocking stdin",
      "python3 -c 'import os; os.set_blocking(0, False); os.execvp(\"bash\", [\"bash\", \"-c\","
        + " \"$credtrace redact\"])' < <(sleep 0.2; cat $log) >r", status: 0,
      leaves: ["r 644 redacted"]),
    Self(
      "a name that is no UTF-8", "cp $log $'a\\xff'; $credtrace redact -o r $'a\\xff'; mv a? b",
      status: 0, leaves: ["b 644 log", "r 600 redacted"]),
    Self(
      "a hostile name", "$credtrace $'a\\x1b]0;x\\a\\xff\\n\\u202e\\U000e0041'", status: 5,
      says: #"cannot read a\x1b]0;x\x07\xff\n\u{202e}\u{e0041}: no such file"#),
    Self(
      "no folder for the spool", "TMPDIR=/nonexistent $credtrace redact -o r <$log", status: 2,
      says: "cannot keep stdin: there is no folder /nonexistent;"),
    Self(
      "no room for the spool", "ulimit -f 8; $credtrace redact -o r <$log", status: 2,
      says: "cannot keep stdin: the file would be larger than the limit (ulimit -f) in /"),
  ]

  static let ends = [
    Self(
      "too large a report", "echo old >r; ulimit -f 1; $credtrace -o r $log", status: 2,
      says: "cannot write r: the file would be larger than the limit", leaves: ["r 644 old"]),
    Self(
      "too large a log", "echo old >r; ulimit -f 1; $credtrace redact -o r $log", status: 2,
      says: "cannot write r: the file would be larger than the limit", leaves: ["r 644 old"]),
    Self("stdout full", "$credtrace $log >/dev/full", status: 2, says: "cannot write to stdout"),
    Self("help, stdout full", "$credtrace --help >/dev/full", status: 2, says: "no space left"),
    Self(
      "stdout closed", "$credtrace redact <$log >&-", status: 2,
      says: "cannot write to stdout: it is closed"),
    Self(
      "stderr closed", "$credtrace redact -o r $log 2>&-", status: 0,
      leaves: ["r 600 redacted"]),
    Self(
      "a terminal",
      #"""
      printf '\e[31mred\e[0m\e]0;title\a\t\u202e\n' >a
      python3 -c 'import pty, os; pty.spawn(["bash", "-c", "$credtrace redact -q a"])' |
        cat -v | grep -Fxq '^[[31mred^[[0m\x1b]0;title\x07'$'\t''\u{202e}^M'
      status=$?; rm a; exit $status
      """#, status: 0),
    Self(
      "a verdict outlives its reader", "$credtrace $log | true; exit ${PIPESTATUS[0]}", status: 1),
    Self(
      "redact dies with its reader",
      "for i in {1..20}; do cat $log; done >a; $credtrace redact a | head -n 1 >r; "
        + "status=${PIPESTATUS[0]}; rm a r; exit $status", status: 141),
    Self(
      "non-blocking stdout",
      "for i in {1..20}; do cat $log; done >a; { python3 -c 'import os; os.set_blocking(1, False);"
        + " os.execvp(\"bash\", [\"bash\", \"-c\", \"$credtrace redact a\"])'; } | "
        + "{ sleep 0.2; cat; } | wc -l; status=${PIPESTATUS[0]}; rm a; exit $status", status: 0),
    interrupted(by: "INT", status: 130), interrupted(by: "TERM", status: 143),
    interrupted(by: "HUP", status: 129),
    Self(
      "nohup",
      "mkfifo p; echo old >r; nohup $credtrace redact -o r p & \(untilDraft) kill -HUP $!; "
        + "cat $log >p; wait $!; status=$?; rm p; exit $status", status: 0,
      leaves: ["r 600 redacted"]),
    Self(
      "a credential_process ends too",
      #"""
      mkdir .aws
      echo 'credential_process = sh -c "cp /proc/self/status s; echo $$ >p; exec sleep 60"' |
        cat <(echo '[default]') - >.aws/config
      env --default-signal $credtrace replay --allow-exec &
      until [ -s p ]; do sleep 0.02; done; kill -INT $!; wait $! 2>/dev/null; status=$?
      for i in {1..50}; do kill -0 $(<p) 2>/dev/null || break; sleep 0.1; done
      # SIGPIPE, which is ignored here, is not there.
      (( i == 50 || 0x$(awk '/SigIgn/ { print $2 }' s) & 0x1000 )) && status=99
      rm -r .aws p s; exit $status
      """#, status: 130),
  ]

  private static let untilDraft = "until compgen -G '.credtrace-*' >/dev/null; do sleep 0.02; done;"

  /// Ended while the new file is being written beside the old one.
  private static func interrupted(by signal: String, status: Int32) -> Self {
    Self(
      signal,
      "mkfifo p; echo old >r; env --default-signal $credtrace redact -o r --report j p & "
        + "\(untilDraft) kill -\(signal) $!; wait $! 2>/dev/null; status=$?; rm p; exit $status",
      status: status, leaves: ["r 644 old"])
  }

  /// These need root, to be another user.
  static let users = [
    Self(
      "unreadable", "cp $log a; chmod 600 a; $nobody $credtrace a", status: 5,
      says: "cannot read a: no permission; check its mode", leaves: ["a 600 log"]),
    Self(
      "folder without permission", "echo old >r; chmod 666 r; $nobody $credtrace -o r $log",
      status: 2, says: "cannot write r: no new file can be made in /", leaves: ["r 666 old"]),
    Self(
      "file without permission",
      "chmod 777 .; echo old >r; chmod 444 r; $nobody $credtrace -o r $log", status: 2,
      says: "cannot write r: no permission", leaves: ["r 444 old"]),
    Self(
      "another's link in a shared folder",
      "mkdir -m 1777 d; chown 1234 d; echo old >r; ln -s ../r d/l; chown -h nobody d/l; "
        + "$credtrace redact -o d/l $log", status: 2,
      says: "cannot write d/l: another user put a link or a pipe there",
      leaves: ["d/l -> ../r", "r 644 old"]),
    Self(
      "another's pipe in a shared folder",
      "mkdir -m 1777 d; chown 1234 d; mkfifo d/p; chown nobody d/p; "
        + "$credtrace redact -o d/p $log", status: 2,
      says: "cannot write d/p: another user put a link or a pipe there", leaves: ["d/p fifo"]),
    Self(
      "another's file in a shared folder",
      "mkdir -m 1777 d; chown 1234 d; echo old >d/r; chmod 666 d/r; chown nobody d/r; "
        + "$credtrace -o d/r $log", status: 1, leaves: ["d/r 644 report"]),
  ]

  /// These need a file system of their own, with little room.
  static let disks = [
    Self(
      "full disk", "echo old >d/r; $credtrace redact -o d/r a", status: 2,
      says: "cannot write d/r: no space left", leaves: ["a 644 *", "d/r 644 old"]),
    Self(
      "full disk of the spool", "TMPDIR=$PWD/d $credtrace redact -o r <a", status: 2,
      says: "cannot keep stdin: no space left on the device in /", leaves: ["a 644 *"]),
  ]
}
