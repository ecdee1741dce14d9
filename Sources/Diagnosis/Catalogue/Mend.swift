/// A remediation as the catalogue has it: with placeholders such as `{profile}` still open.
package struct Mend: Sendable {
  package let step: String
  package let bash: String?
  /// Where PowerShell needs another spelling than ``Shell`` finds by itself.
  package let powerShell: String?
  package let effect: Remediation.Effect
  /// When it serves; always where there is none.
  private(set) var condition: Condition?

  package init(
    _ step: String, bash: String? = nil, powerShell: String? = nil,
    effect: Remediation.Effect = .reads
  ) {
    (self.step, self.bash, self.powerShell, self.effect) = (step, bash, powerShell, effect)
  }

  /// Only reads.
  package static func read(_ step: String, _ bash: String? = nil, powerShell: String? = nil) -> Self
  {
    Self(step, bash: bash, powerShell: powerShell, effect: .reads)
  }

  /// Changes something of the user's own.
  package static func change(
    _ step: String, _ bash: String? = nil, powerShell: String? = nil
  ) -> Self {
    Self(step, bash: bash, powerShell: powerShell, effect: .changes)
  }

  /// Needs an administrator of the account or of the machine.
  package static func admin(
    _ step: String, _ bash: String? = nil, powerShell: String? = nil
  ) -> Self {
    Self(step, bash: bash, powerShell: powerShell, effect: .administrator)
  }
}

extension Mend {
  /// What a session has to show for a remediation to be given.
  struct Condition: Sendable {
    enum Demand {
      /// The signal holds.
      case holds
      /// Nothing says that it does not.
      case mayHold
      /// Nothing says that it does.
      case isNotShown
    }

    let signal: Signal
    let demand: Demand

    func isMet(in scene: Scene) -> Bool {
      switch (demand, signal.weigh(scene)) {
      case (.holds, .supports), (.mayHold, .supports), (.mayHold, .silent): true
      case (.isNotShown, .contradicts), (.isNotShown, .silent): true
      default: false
      }
    }
  }

  /// The same, given only where `signal` holds.
  func onlyIf(_ signal: Signal) -> Self { with(Condition(signal: signal, demand: .holds)) }

  /// The same, left out where `signal` is known not to hold.
  func unlessRefuted(_ signal: Signal) -> Self { with(Condition(signal: signal, demand: .mayHold)) }

  /// The same, left out where `signal` holds.
  func unless(_ signal: Signal) -> Self { with(Condition(signal: signal, demand: .isNotShown)) }

  private func with(_ condition: Condition) -> Self {
    var copy = self
    copy.condition = condition
    return copy
  }

  func serves(in scene: Scene) -> Bool { condition?.isMet(in: scene) ?? true }
}
