import { expect, it } from "vitest";
import { isOn, isPrivate, localLinks } from "./links.ts";

it.each([
  ["10.0.0.1", true],
  ["172.16.0.1", true],
  ["172.31.255.255", true],
  ["192.168.1.1", true],
  ["169.254.9.9", true],
  ["172.15.0.1", false],
  ["172.32.0.1", false],
  ["192.169.0.1", false],
  ["11.0.0.1", false],
  ["8.8.8.8", false],
  ["0.0.0.0", false],
  ["127.0.0.1", false],
  ["100.64.0.1", false],
  ["::ffff:10.0.0.1", false],
  ["10.0.0.1.example.com", false],
  ["10.0.0", false],
  ["", false],
])("S-545 %s is of a local network: %s", (address, expected) => {
  expect(isPrivate(address)).toBe(expected);
});

it.each([
  ["192.168.1.7", "255.255.255.0", "192.168.1.200", true],
  ["192.168.1.7", "255.255.255.0", "192.168.2.7", false],
  ["192.168.1.7", "255.255.255.0", "8.8.8.8", false],
  ["192.168.1.7", "255.255.255.0", "fe80::1", false],
  ["172.20.200.1", "255.240.0.0", "172.31.0.1", true],
  ["172.20.200.1", "255.240.0.0", "172.32.0.1", false],
  ["10.8.0.2", "255.255.255.255", "10.8.0.1", false],
])("S-545 on the link of %s with %s, %s is there: %s", (address, netmask, other, expected) => {
  expect(isOn({ address, netmask }, other)).toBe(expected);
});

it("S-545 the links of this machine are of local networks only", () => {
  for (const { address, netmask } of localLinks()) {
    expect(isPrivate(address)).toBe(true);
    expect(isOn({ address, netmask }, address)).toBe(true);
  }
});
