import { fc } from "#test/builders/properties.ts";
import { png, pngOf } from "#test/builders/pictures.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  PICTURE_LIMIT,
  pictureHead,
  readPicture,
  smallPictureType,
  SOURCE_LIMIT,
  writePicture,
} from "./picture.ts";
import { projectPoc } from "./poc-document.ts";

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));

/** 37 by 21 pixels, as a browser has written them. */
const REAL = {
  "WebP, lossy": [
    "image/webp",
    "UklGRpAAAABXRUJQVlA4IIQAAABQBACdASolABUAPm0uk0WkIqGYBABABsSyACEAW//coHweAYx43dKIFXKQAP79dyqVvVcweErMEZo2Ex+Yb3/bHyhO773mYJ7sV8jnSAUCF//+XJx1//X/j/r/+a20Ht//xQ7K/2kq6f7+YW+z3P/17qYs3Lu4aFKfHgb+f1olgYZi4AA=",
  ],
  "WebP, lossless": [
    "image/webp",
    "UklGRjYAAABXRUJQVlA4TCkAAAAvJAAFAA8wHoM8HvMfeFDUNpJj/pi3/Modgoj+zwMA0d2/AQAAAGBoAQA=",
  ],
  "WebP with transparency": [
    "image/webp",
    "UklGRsgAAABXRUJQVlA4WAoAAAAQAAAAJAAAFAAAQUxQSBsAAAABDzCAERFCUdtGTPljXr/eQBDR/wlAySTfngMAVlA4IIYAAABwBACdASolABUAPm0ykUckIyGhKrgMAIANiWQAvtrgLf/uUD4ZgF8JrjGiAAD+8DhDtj5XBw57zSp1Hw7M3KAUDR/+XJx1//X/j/r/+bGZE8f/8Fhvf9pKun+/mFvs9z/9nMa/z6pXT6ZcRsbhgDZf/9LO5Vg4aDqfxzgMf/Ji51y9meAAAA==",
  ],
  JPEG: [
    "image/jpeg",
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAVACUDASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAQDBQb/xAAnEAABAQcEAAcAAAAAAAAAAAAABAECAxESFaJTY9HhBRMUIUFRcf/EABgBAQADAQAAAAAAAAAAAAAAAAACAwUE/8QAHxEAAQMEAwEAAAAAAAAAAAAAAAECEQMEUeESEyGR/9oADAMBAAIRAxEAPwDyyFEnjJHH4kObzZzbU37ab25JpZN5IE3iXp4DsLyaqZ+9Uvn8NbxsZ9FCtfPhrU6tqjER0TGNFVuSaWTeRbkmlk3klvGxn0LxsZ9EeNQn3WmE+aOWADpMYAAAAAAAAA//2Q==",
  ],
} as const;
const WEBP = bytesOf(REAL["WebP, lossy"][1]);
const GIF = bytesOf("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

const OF = "0123456789abcdef0123456789abcdef";

/** A document whose scan has found the picture {@link OF}, with something at `picture`. */
function withPicture(picture: Readonly<Record<string, unknown>>, of: unknown = OF): Y.Doc {
  const doc = new Y.Doc();
  const scan = doc.getMap("scan");
  const text = { name: "kafka", description: "", descriptionSource: "composed", subfolder: "", readme: "" };
  const lists = { languages: [], technologies: [], derivedTags: [], commitWeeks: [] };
  const counts = { commits: 0, linesOfCode: 0, files: 1, bytes: 1 };
  const none = {
    firstCommitAt: null,
    lastCommitAt: null,
    licence: null,
    remote: null,
    headCommit: null,
    headAt: null,
  };
  for (const [key, value] of Object.entries({ ...text, ...lists, ...counts, ...none })) scan.set(key, value);
  if (of !== undefined) scan.set("picture", of);
  for (const [key, value] of Object.entries(picture)) doc.getMap("picture").set(key, value);
  return doc;
}

/** The picture that is shown of a document, which must be readable. */
function shownOf(doc: Y.Doc) {
  const projected = projectPoc(doc);
  if (!projected.ok) throw new Error(projected.problem.id);
  return projected.value.picture;
}

describe("a picture's first bytes", () => {
  it.each(Object.entries(REAL))("tell kind and size of %s", (_what, [type, base64]) => {
    expect(pictureHead(bytesOf(base64))).toEqual({ type, width: 37, height: 21 });
    expect(smallPictureType(bytesOf(base64))).toBe(type);
  });

  it("tell those of PNG, and of GIF, which is none to be shared", () => {
    const small = png(300, 7, [200, 30, 30]);
    expect(pictureHead(small)).toEqual({ type: "image/png", width: 300, height: 7 });
    expect(smallPictureType(small)).toBe("image/png");
    expect(pictureHead(GIF)).toEqual({ type: "image/gif", width: 1, height: 1 });
    expect(smallPictureType(GIF)).toBeNull();
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["SVG", SVG],
    ["a page", new TextEncoder().encode("<!doctype html><script>alert(1)</script>")],
    ["a picture without a size", pngOf(0, 9, new Uint8Array())],
    ["the beginning of a JPEG", bytesOf(REAL.JPEG[1]).subarray(0, 12)],
    [
      "a JPEG whose parts have no length",
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 1, 1),
    ],
  ])("tell that %s is none", (_what, bytes) => expect(pictureHead(bytes)).toBeNull());

  it("are taken from anybody: none throws", () => {
    const begins = Object.values(REAL).map(([, base64]) => bytesOf(base64));
    const any = fc
      .tuple(fc.constantFrom(...begins), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 60 }))
      .map(([begin, length, rest]) => Uint8Array.of(...begin.subarray(0, length), ...rest));
    fc.assert(
      fc.property(any, (bytes) => {
        const head = pictureHead(bytes);
        expect(head === null || (head.width > 0 && head.height > 0)).toBe(true);
      }),
    );
    const endless = new Uint8Array(SOURCE_LIMIT).fill(0xff);
    endless.set([0xff, 0xd8]);
    expect(pictureHead(endless)).toBeNull();
  });
});

describe("the small picture of a document", () => {
  it("is shown as it was written, whatever type it says", () => {
    const doc = withPicture({});
    expect(shownOf(doc)).toBeNull();
    writePicture(doc, { of: OF, type: "image/webp", bytes: Buffer.from(WEBP) });
    expect(shownOf(doc)).toEqual({ of: OF, type: "image/webp", bytes: WEBP });
    doc.getMap("picture").set("type", "text/html");
    expect(shownOf(doc)).toMatchObject({ type: "image/webp" });
  });

  it("of another picture than the scan has found is not shown", () => {
    const doc = withPicture({ of: OF, type: "image/webp", bytes: WEBP }, "f".repeat(32));
    expect(shownOf(doc)).toBeNull();
    doc.getMap("scan").set("picture", OF);
    expect(shownOf(doc)?.bytes).toEqual(WEBP);
  });

  it.each<[string, Record<string, unknown>]>([
    ["no bytes", { of: OF, type: "image/webp" }],
    ["bytes that are text", { of: OF, type: "image/webp", bytes: "UklGR" }],
    ["bytes that are a list", { of: OF, type: "image/webp", bytes: [...WEBP] }],
    ["bytes that are a text type", { of: OF, type: "image/webp", bytes: new Y.Text("RIFF") }],
    ["a number for a name", { of: 7, type: "image/webp", bytes: WEBP }],
    ["a map for a name", { of: new Y.Map(), type: "image/webp", bytes: WEBP }],
    ["SVG", { of: OF, type: "image/svg+xml", bytes: SVG }],
    ["SVG that says it is WebP", { of: OF, type: "image/webp", bytes: SVG }],
    ["GIF", { of: OF, type: "image/gif", bytes: GIF }],
    [
      "more bytes than it may have",
      { of: OF, bytes: Uint8Array.of(...WEBP, ...new Uint8Array(PICTURE_LIMIT)) },
    ],
    ["few bytes that claim gigabytes", { of: OF, bytes: pngOf(30_000, 30_000, new Uint8Array(9)) }],
    ["a side that is too long", { of: OF, bytes: png(1025, 1, [0, 0, 0]) }],
  ])("with %s is not there, and the POC is", (_what, picture) =>
    expect(shownOf(withPicture(picture))).toBeNull(),
  );

  it.each<[string, unknown]>([
    ["is missing", undefined],
    ["is a number", 7],
    ["is a list", [OF]],
    ["is a path", "/home/somebody/shot.png"],
    ["is too long", OF + OF],
  ])("is not there where the scan's fact %s, and the POC is", (_what, of) =>
    expect(shownOf(withPicture({ of, type: "image/webp", bytes: WEBP }, of ?? undefined))).toBeNull(),
  );

  it("stands at a root of another kind, and the POC is read", () => {
    const doc = withPicture({});
    const other = new Y.Doc();
    other.getText("picture").insert(0, "a text");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(shownOf(doc)).toBeNull();
  });

  it("of two that are written at once one wins whole, on both sides", () => {
    const [one, two] = [withPicture({}), new Y.Doc()];
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const other = "f".repeat(32);
    for (let round = 0; round < 5; round++) {
      writePicture(one, { of: OF, type: "image/webp", bytes: WEBP });
      writePicture(two, { of: other, type: "image/png", bytes: png(1, 1, [round, 0, 0]) });
      const [first, second] = [one, two].map((doc) => Y.encodeStateAsUpdate(doc)) as [Uint8Array, Uint8Array];
      Y.applyUpdate(two, first);
      Y.applyUpdate(one, second);
      for (const doc of [one, two]) {
        const picture = doc.getMap("picture");
        const won = picture.get("of");
        expect(readPicture(doc, won as string)?.type).toBe(won === OF ? "image/webp" : "image/png");
        expect(picture.get("type")).toBe(won === OF ? "image/webp" : "image/png");
      }
      expect(one.getMap("picture").get("of")).toBe(two.getMap("picture").get("of"));
    }
  });
});
