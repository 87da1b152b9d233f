import Foundation
import TargetDescription

/// How much of the ladder a verification climbs on the host and in object code.
package enum VerificationDepth: Hashable, Sendable {
  /// gcc -O2 and the sanitizers on the host.
  case quick
  /// Every compiler, optimisation and width of the host.
  case whole
}

extension BuildPlace {
  /// gcc on the building machine, as a desktop build would be.
  package static func hostGCC(_ host: TargetProfile) -> BuildPlace {
    BuildPlace("host gcc -O2", host: host, compiler: "gcc", "-O2")
  }

  /// Clang on the building machine, stopping at every bad access, every undefined or wrapping
  /// operation and every value outside its proved range. Wrapping is let through in the functions
  /// of `rig/native/unsigned-wrap.txt` alone. Without optimisation: with it, Clang takes 150 times as
  /// long for the checks of long straight-line functions.
  package static func hostSanitized(_ host: TargetProfile, exceptions: URL) -> BuildPlace {
    BuildPlace(
      "host clang sanitizers", host: host, compiler: "clang", "-O0",
      extraFlags: [
        "-DSTAPES_CHECKED", "-fsanitize=address,undefined,integer", "-fno-sanitize-recover=all",
        "-fsanitize-ignorelist=\(exceptions.path)",
      ])
  }

  /// gcc with pointers and `long` of 32 bits, where the machine has the libraries.
  package static func host32(_ host: TargetProfile) -> BuildPlace {
    BuildPlace(
      "host gcc -m32 -O2", host: host, compiler: "gcc", "-O2", extraFlags: ["-m32"],
      debianPackages: ["gcc-multilib"])
  }

  /// Where generated C is run on the building machine.
  ///
  /// - Parameter targets: the folder of the target files, with the exceptions from the sanitizers.
  package static func hostPlaces(
    _ host: TargetProfile, depth: VerificationDepth, targets: URL
  ) -> [BuildPlace] {
    let exceptions = targets.appending(path: "rig/native/unsigned-wrap.txt")
    let always = [hostGCC(host), hostSanitized(host, exceptions: exceptions)]
    switch depth {
    case .quick: return always
    case .whole: return always + optimisations(of: host) + [host32(host)]
    }
  }

  private static func optimisations(of host: TargetProfile) -> [BuildPlace] {
    ["gcc", "clang"].flatMap { compiler in
      ["-O0", "-O2", "-O3", "-Os"].map {
        BuildPlace("host \(compiler) \($0)", host: host, compiler: compiler, $0)
      }
    }.filter { $0.label != "host gcc -O2" }
  }
}
