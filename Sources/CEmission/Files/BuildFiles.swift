/// The Makefile and CMakeLists.txt of the generated folder.
struct BuildFiles {
  let name: String
  /// There are golden vectors, so there is a test.
  let hasTest: Bool

  var makefile: String {
    """
    # Builds the network as a library and its example; `make test` needs cmocka.
    CFLAGS ?= -O2
    STRICT = -std=c99 -pedantic -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow

    all: lib\(name).a example

    lib\(name).a: \(name).o
    \t$(AR) rcs $@ \(name).o

    \(name).o: \(name).c \(name).h stapes_support.h
    \t$(CC) $(STRICT) $(CFLAGS) -c -o $@ \(name).c

    example: main.c \(name).h lib\(name).a
    \t$(CC) $(STRICT) $(CFLAGS) -o $@ main.c lib\(name).a
    \(hasTest ? "\n" + testRules : "")
    clean:
    \trm -f \(name).o lib\(name).a example\(hasTest ? " test_\(name) test_\(name)_checked" : "")

    .PHONY: all clean\(hasTest ? " test" : "")

    """
  }

  private var testRules: String {
    """
    # Once as shipped, once with the proved range of every value asserted.
    test: test_\(name) test_\(name)_checked
    \t./test_\(name)
    \t./test_\(name)_checked

    test_\(name): test_\(name).c \(name).c \(name).h stapes_support.h
    \t$(CC) $(STRICT) $(CFLAGS) -o $@ test_\(name).c \(name).c -lcmocka

    test_\(name)_checked: test_\(name).c \(name).c \(name).h stapes_support.h
    \t$(CC) $(STRICT) $(CFLAGS) -DSTAPES_CHECKED -o $@ test_\(name).c \(name).c -lcmocka

    """
  }

  var cmake: String {
    """
    # Builds the network as a library, its example and, where cmocka is found, its test.
    cmake_minimum_required(VERSION 3.13)
    project(\(name) C)

    add_library(\(name) STATIC \(name).c)
    target_include_directories(\(name) PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    set_target_properties(\(name) PROPERTIES
      C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)

    add_executable(\(name)_example main.c)
    set_target_properties(\(name)_example PROPERTIES C_STANDARD 99)
    target_link_libraries(\(name)_example PRIVATE \(name))
    \(hasTest ? "\n" + cmakeTest : "")
    """
  }

  private var cmakeTest: String {
    """
    find_library(CMOCKA_LIBRARY cmocka)
    if(CMOCKA_LIBRARY)
      enable_testing()
      add_executable(test_\(name) test_\(name).c)
      set_target_properties(test_\(name) PROPERTIES C_STANDARD 99)
      target_link_libraries(test_\(name) PRIVATE \(name) ${CMOCKA_LIBRARY})
      add_test(NAME test_\(name) COMMAND test_\(name))
    endif()

    """
  }
}
