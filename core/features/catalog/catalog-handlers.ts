import type { Implementation } from "#core/api/implementation.ts";
import type { SettingsService } from "#core/features/settings/index.ts";
import { browse } from "./browse.ts";
import type { CatalogRoots } from "./catalog-roots.ts";
import type { CatalogService } from "./catalog-service.ts";
import { open } from "./opening.ts";
import type { Pictures } from "./pictures.ts";
import type { Samples } from "./samples/samples.ts";

const SAVED = { saved: true } as const;

/** The catalogue's side of the contract. */
export function catalogHandlers(
  os: Implementation,
  service: CatalogService,
  roots: CatalogRoots,
  samples: Samples,
  pictures: Pictures,
  settings: SettingsService,
) {
  const api = os.catalog;
  return {
    search: api.search.handler(({ input }) => service.search(input)),
    list: api.list.handler(({ input }) => service.list(input.under, input.offset, input.limit)),
    get: api.get.handler(({ input }) => service.get(input.id)),
    update: api.update.handler(({ input }) => service.update(input.id, input.patch)),
    add: api.add.handler(({ input }) => service.add(input)),
    remove: api.remove.handler(({ input }) => {
      service.remove(input.ids);
      return SAVED;
    }),
    restore: api.restore.handler(({ input }) => {
      service.restore(input.ids);
      return SAVED;
    }),
    history: api.history.handler(({ input }) => service.history(input.id)),
    revert: api.revert.handler(({ input }) => service.revert(input.id, input.changeId)),
    thumbnail: api.thumbnail.handler(({ input: { id, source } }) =>
      source === undefined ? pictures.thumbnail(id) : pictures.source(id, source),
    ),
    picturesToMake: api.picturesToMake.handler(({ input }) => pictures.toMake(input.after, input.limit)),
    keepPicture: api.keepPicture.handler(async ({ input }) => {
      await pictures.keep(input.id, input.of, input.base64);
      return SAVED;
    }),
    open: api.open.handler(async ({ input }) => ({
      opened: await open(service.get(input.id), input.target, settings.get()),
    })),
    startScan: api.startScan.handler(({ input }) => roots.startScan(input.path)),
    cancelScan: api.cancelScan.handler(({ input }) => roots.jobs.cancel(input.id)),
    jobs: api.jobs.handler(() => roots.jobs.list()),
    watchScan: api.watchScan.handler(async function* ({ input, signal }) {
      yield* roots.jobs.watch(input.id, signal);
    }),
    roots: api.roots.handler(() => roots.list()),
    setIgnore: api.setIgnore.handler(({ input }) => roots.setIgnore(input.rootId, input.ignore)),
    removeRoot: api.removeRoot.handler(({ input }) => {
      roots.removeRoot(input.rootId);
      return SAVED;
    }),
    addSamples: api.addSamples.handler(() => samples.add()),
    removeSamples: api.removeSamples.handler(() => samples.remove()),
    correct: api.correct.handler(({ input }) => roots.correct(input.rootId, input.correction)),
    removeCorrection: api.removeCorrection.handler(({ input }) =>
      roots.removeCorrection(input.rootId, input.correctionId),
    ),
    browse: api.browse.handler(({ input }) => browse(input.path, input.hidden)),
    recentSearches: api.recentSearches.handler(() => service.recentSearches()),
    addRecentSearch: api.addRecentSearch.handler(({ input }) => {
      service.addRecentSearch(input.query);
      return SAVED;
    }),
    clearRecentSearches: api.clearRecentSearches.handler(() => {
      service.clearRecentSearches();
      return SAVED;
    }),
    events: api.events.handler(async function* ({ signal }) {
      yield* service.events.subscribe(signal);
    }),
  };
}
