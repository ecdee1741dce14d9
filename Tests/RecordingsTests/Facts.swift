import Recordings
import SessionModel

/// Reads `bytes` in pieces of `chunk`, as a pipe hands them over.
func recording(_ bytes: [UInt8], chunk: Int = 1 << 16) -> Recording {
  var reader = RecordingReader(name: "test")
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    reader.read(bytes.span.extracting(start..<end))
    start = end
  }
  return reader.finish().recording
}

func recording(_ text: String) -> Recording { recording(Array(text.utf8)) }

/// The facts of a recording as text: what a coat around the log must not change.
func facts(_ recording: Recording, withLines: Bool = true) -> String {
  var text = ""
  func at(_ citation: Citation?) -> String {
    withLines ? citation?.line.map { " @\($0)" } ?? "" : ""
  }
  for session in recording.sessions {
    text += "session \(session.tool.name ?? "?") \(session.tool.version ?? "?")"
    text += " botocore \(session.tool.botocore ?? "?")\n"
    text += "  profile \(session.profile.name ?? "-") \(session.profile.source?.rawValue ?? "-")"
    text += " region \(session.region ?? "-")\n"
    for walk in session.walks {
      text += "  walk \(walk.outcome.rawValue)\n"
      func list(_ attempts: [Attempt], _ indent: String) {
        for attempt in attempts {
          text +=
            "\(indent)\(attempt.provider) \(attempt.outcome.rawValue)\(at(attempt.citation))\n"
          list(attempt.nested, indent + "  ")
        }
      }
      list(walk.attempts, "    ")
      if let winner = walk.winner {
        text += "    winner \(winner.provider) \(winner.claim.rawValue) \(winner.location ?? "-")"
        text += " via \(winner.via?.provider.rawValue ?? "-") role \(winner.role ?? "-")"
        text +=
          " key \(winner.accessKey?.masked ?? "-") token \(winner.sessionToken.map(String.init) ?? "-")\n"
      }
    }
    for request in session.requests {
      text += "  request \(request.service ?? "?") \(request.operation ?? "?")"
      text += " \(request.forCredentials ? "for credentials" : "own") \(request.region ?? "-")"
      text += " key \(request.accessKey?.masked ?? "-") \(request.accessKey?.ref ?? "-")"
      text += " status \(request.status.map(String.init) ?? "-")"
      text +=
        " attempts \(request.attempts) error \(request.error?.code ?? "-")\(at(request.citation))\n"
    }
    for error in session.errors {
      text += "  error \(error.code) \(error.kind.rawValue) \(error.operation ?? "-")"
      text += "\(error.isFinal ? " final" : "")\(at(error.citation))\n"
    }
  }
  return text
}
