import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of Tatami's own samples. */
export const samplesMessages = defineMessages(
  {
    samples: "Samples",
    look: "Look at samples",
    remove: "Remove the samples",
    notice: {
      one: "{count} sample is in the catalogue. Scan a folder of your own, or remove it.",
      other: "{count} samples are in the catalogue. Scan a folder of your own, or remove them.",
    },
    noticeBeside: {
      one: "{count} sample is in the catalogue, beside your own POCs.",
      other: "{count} samples are in the catalogue, beside your own POCs.",
    },
    scan: "Scan a folder",
    removed: "The samples are removed.",
    kept: "The samples are removed. What you added or changed is kept in {folder}: {paths}.",
    more: { one: "{count} more", other: "{count} more" },
  },
  {
    samples: "Exemplos",
    look: "Ver exemplos",
    remove: "Remover os exemplos",
    notice: {
      one: "{count} exemplo está no catálogo. Varra uma pasta sua ou remova-o.",
      other: "{count} exemplos estão no catálogo. Varra uma pasta sua ou remova-os.",
    },
    noticeBeside: {
      one: "{count} exemplo está no catálogo, ao lado das suas POCs.",
      other: "{count} exemplos estão no catálogo, ao lado das suas POCs.",
    },
    scan: "Varrer uma pasta",
    removed: "Os exemplos foram removidos.",
    kept: "Os exemplos foram removidos. O que você adicionou ou alterou continua em {folder}: {paths}.",
    more: { one: "mais {count}", other: "mais {count}" },
  },
);
