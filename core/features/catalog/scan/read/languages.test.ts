import { expect, test } from "vitest";
import { languageOf } from "./languages.ts";
import { isVendored } from "./vendored.ts";

test.for([
  ["A.java", "", "Java"],
  ["a.tsx", "export const A = () => <p/>;", "TypeScript"],
  ["a.ts", "export const a = 1;", "TypeScript"],
  ["a.ts", '<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1">', "XML"],
  ["a.h", "int a(void);", "C"],
  ["a.h", "#include <string>\nclass A {};", "C++"],
  ["a.h", "#import <Foundation/Foundation.h>\n@interface A\n@end", "Objective-C"],
  ["a.m", "function y = f(x)\n% comment\nend", "MATLAB"],
  ["a.m", '#import "A.h"\n@implementation A\n@end', "Objective-C"],
  ["a.pl", "use strict;\nmy $a = 1;", "Perl"],
  ["a.pl", "parent(a, b).\nchild(X) :- parent(_, X).", "Prolog"],
  ["a.v", "module top(input clk);\nendmodule", "Verilog"],
  ["a.v", "fn main() {\n}\n", "V"],
  ["a.sql", "SELECT 1;", "SQL"],
  ["a.sql", "CREATE TABLE a (b VARCHAR2(10));", "PLSQL"],
  ["a.fs", "module A\nlet x = 1", "F#"],
  ["a.rs", "fn main() {}", "Rust"],
  ["a.r", "x <- 1", "R"],
  ["Dockerfile", "FROM scratch", "Dockerfile"],
  ["Makefile", "all:", "Makefile"],
  ["run", "#!/usr/bin/env python3\n", "Python"],
  ["run", "#!/bin/bash\n", "Shell"],
  ["run", "nothing", null],
] as const)("%s: %s", ([name, text, language]) => {
  expect(languageOf(name, text)).toBe(language);
});

test("what a tool or somebody else made is told apart", () => {
  for (const path of [
    "node_modules/a.js",
    "mvnw",
    "web/jquery-3.1.0.js",
    "a.min.css",
    "x/target/A.java",
    "api_pb2.py",
    ".idea/a.py",
    "docs/a.html",
  ])
    expect(isVendored(path)).toBe(true);
  for (const path of ["src/A.java", "main.py", "jquery-plugin/src/a.ts", "targets/a.go"])
    expect(isVendored(path)).toBe(false);
});
