import SessionModel

/// What works today, or fails silently, and hurts later.
enum Traps {
  static func note(in session: ReplaySession, walk: Walk) {
  }
}
