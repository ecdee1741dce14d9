import SessionModel

/// One cause of an entry against the evidence of a scene.
struct Weighing {
  let cause: Cause
  var score: Int
  var support: [Evidence] = []
  var against: [Evidence] = []
  /// What rules it out.
  var exclusion: [Evidence]?
  var isProven = false
  /// Whether the message's own words point to it.
  var isSuggested = false

  init(_ cause: Cause, _ scene: Scene, _ reading: Reading) {
    self.cause = cause
    switch cause.likelihood {
    case .low: score = 0
    case .medium: score = 2
    case .high: score = 4
    }
    weighWording(scene, reading)
    weighSignals(scene)
  }

  private mutating func weighWording(_ scene: Scene, _ reading: Reading) {
    guard let wording = reading.wording, wording.pattern != nil || wording.decides else { return }
    let citation = scene.failure?.citation
    if let place = wording.suggests.firstIndex(of: cause.id) {
      score += 3 - min(place, 2)
      isSuggested = true
      if wording.decides {
        support.append(Evidence("the message itself says so", at: citation))
        isProven = wording.suggests.count == 1
        score += place == 0 ? 10 : 4
      }
    } else if wording.decides {
      exclusion = [Evidence("the message names another reason", at: citation)]
    } else {
      score -= 1
    }
  }

  private mutating func weighSignals(_ scene: Scene) {
    weighRequirements(scene)
    for signal in cause.supportedBy {
      switch signal.weigh(scene) {
      case .supports(let evidence): add(evidence, signal.weight)
      case .contradicts(let evidence): object(evidence, min(signal.weight, 2))
      case .silent: break
      }
    }
    for signal in cause.weakenedBy {
      if case .supports(let evidence) = signal.weigh(scene) { object(evidence, signal.weight) }
    }
    for signal in cause.excludedBy {
      if case .supports(let evidence) = signal.weigh(scene) { exclude(evidence) }
    }
    guard exclusion == nil, !cause.provenBy.isEmpty else { return }
    let answers = cause.provenBy.map { $0.weigh(scene) }
    let holds = answers.allSatisfy { if case .supports = $0 { true } else { false } }
    guard holds else { return }
    isProven = true
    score += 12
    for answer in answers { add(answer.evidence, 0) }
  }

  /// Requirements count only where all are known to hold; a part of them holds for many causes.
  private mutating func weighRequirements(_ scene: Scene) {
    let answers = cause.requires.map { ($0.weight, $0.weigh(scene)) }
    let allHold = answers.allSatisfy { if case .supports = $0.1 { true } else { false } }
    for (weight, answer) in answers {
      switch answer {
      case .supports(let evidence): add(evidence, allHold ? weight : 0)
      case .contradicts(let evidence): exclude(evidence)
      case .silent: break
      }
    }
  }

  private mutating func add(_ evidence: [Evidence], _ weight: Int) {
    score += weight
    for piece in evidence where !support.contains(piece) { support.append(piece) }
  }

  private mutating func object(_ evidence: [Evidence], _ weight: Int) {
    score -= weight
    for piece in evidence where !against.contains(piece) { against.append(piece) }
  }

  private mutating func exclude(_ evidence: [Evidence]) {
    var all = exclusion ?? []
    for piece in evidence where !all.contains(piece) { all.append(piece) }
    exclusion = all
  }
}
