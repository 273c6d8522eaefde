import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Zig: a queue without a lock. */
export const zigRingBuffer: Sample = {
  folder: "zig-ring-buffer",
  steps: [
    {
      at: "2025-01-11T15:20Z",
      says: "A ring for one writer and one reader",
      readme: `# A ring buffer in Zig

A queue between two threads that never lock: one counter belongs to the writer, one to the reader, and each only looks at
the other's. A million numbers go through in a test, in order.
`,
      files: {
        "build.zig": `const std = @import("std");

pub fn build(b: *std.Build) void {
    const tests = b.addTest(.{
        .root_source_file = b.path("src/ring.zig"),
        .target = b.standardTargetOptions(.{}),
        .optimize = b.standardOptimizeOption(.{}),
    });
    b.step("test", "Run the tests").dependOn(&b.addRunArtifact(tests).step);
}
`,
        "build.zig.zon": `.{
    .name = "zig-ring-buffer",
    .version = "0.1.0",
    .minimum_zig_version = "0.13.0",
    .paths = .{""},
}
`,
        "src/ring.zig": `const std = @import("std");
const Counter = std.atomic.Value(usize);

/// A queue between one writer and one reader, without a lock: each of them owns one of the two counters.
pub fn Ring(comptime T: type, comptime size: usize) type {
    comptime std.debug.assert(std.math.isPowerOfTwo(size));
    return struct {
        const Self = @This();

        items: [size]T = undefined,
        // On cache lines of their own: otherwise each side would slow the other down.
        written: Counter align(std.atomic.cache_line) = Counter.init(0),
        taken: Counter align(std.atomic.cache_line) = Counter.init(0),

        /// For the writer alone. False when the ring is full.
        pub fn push(self: *Self, item: T) bool {
            const at = self.written.load(.monotonic);
            if (at -% self.taken.load(.acquire) == size) return false;
            self.items[at % size] = item;
            self.written.store(at +% 1, .release);
            return true;
        }

        /// For the reader alone. Null when the ring is empty.
        pub fn pop(self: *Self) ?T {
            const at = self.taken.load(.monotonic);
            if (at == self.written.load(.acquire)) return null;
            const item = self.items[at % size];
            self.taken.store(at +% 1, .release);
            return item;
        }
    };
}

test "a full ring takes no more, an empty one gives nothing" {
    var ring = Ring(u8, 2){};
    try std.testing.expect(ring.push(1) and ring.push(2) and !ring.push(3));
    try std.testing.expectEqual(@as(?u8, 1), ring.pop());
    try std.testing.expectEqual(@as(?u8, 2), ring.pop());
    try std.testing.expectEqual(@as(?u8, null), ring.pop());
}

test "a million numbers come out in order on another thread" {
    var ring = Numbers{};
    const writer = try std.Thread.spawn(.{}, writeNumbers, .{&ring});
    var next: u32 = 0;
    while (next < 1_000_000) {
        const number = ring.pop() orelse continue;
        try std.testing.expectEqual(next, number);
        next += 1;
    }
    writer.join();
}

const Numbers = Ring(u32, 1024);

fn writeNumbers(ring: *Numbers) void {
    for (0..1_000_000) |number| {
        while (!ring.push(@intCast(number))) std.atomic.spinLoopHint();
    }
}
`,
      },
    },
    {
      at: "2025-01-12T10:05Z",
      says: "Say how to test it",
      readme: `
## Run it

\`\`\`sh
zig build test --summary all
\`\`\`
`,
    },
    {
      at: "2025-01-25T09:50Z",
      says: "Explain the memory orders",
      readme: `
## Why acquire and release

The item is written first, then the counter, with \`release\`. Whoever reads that counter with \`acquire\` sees the item,
too. With \`monotonic\` on both sides the test may well pass on x86 and fail on ARM: the nastiest kind of green.
`,
    },
    {
      at: "2025-02-22T12:30Z",
      says: "Compare with a compiler that helps",
      readme: `
## Who keeps the second writer out

In Rust the types do: the two ends of a ring are values that can be moved to a thread, and not copied. Here a comment
says "for the writer alone", and nothing checks it.
`,
    },
  ],
};
