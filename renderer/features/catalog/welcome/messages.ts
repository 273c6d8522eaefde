import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of the first start. */
export const welcomeMessages = defineMessages(
  {
    title: "Find every proof of concept you ever wrote",
    what: "Tatami reads the folders where your experiments live and keeps a catalogue of them that you can search in an instant.",
    scan: "Scan a folder",
    drop: "or drop a folder here",
    add: "Add a POC by hand",
    readsTitle: "What a scan does",
    reads:
      "It reads names, READMEs, manifests, languages and the git history, and puts each POC in the list as it finds it.",
    runsTitle: "What it does not do",
    runs: "It runs nothing of what it finds, changes nothing on your disk, and leaves the folders where they are.",
    staysTitle: "Where it stays",
    stays:
      "On this machine, until you share it with somebody. Tatami works without a network and has no telemetry.",
    hosts: "See for yourself",
    another: "Scan another folder",
    nothingYet: "No POC is here yet",
    readOnlyObserver: "You are an observer in this workspace: what the others add appears here.",
    readOnlyRemoved: "This device was removed from the workspace: nothing can be added here.",
  },
  {
    nothingYet: "Ainda não há nenhuma POC aqui",
    readOnlyObserver: "Você é observador neste workspace: o que os outros adicionam aparece aqui.",
    readOnlyRemoved: "Este dispositivo foi removido do workspace: nada pode ser adicionado aqui.",
    title: "Ache cada prova de conceito que você já escreveu",
    what: "O Tatami lê as pastas onde moram seus experimentos e mantém um catálogo deles, em que você busca num instante.",
    scan: "Varrer uma pasta",
    drop: "ou solte uma pasta aqui",
    add: "Adicionar uma POC à mão",
    readsTitle: "O que uma varredura faz",
    reads:
      "Lê nomes, READMEs, manifestos, linguagens e o histórico do git, e põe cada POC na lista assim que a encontra.",
    runsTitle: "O que ela não faz",
    runs: "Não executa nada do que encontra, não muda nada no disco e deixa as pastas onde estão.",
    staysTitle: "Onde tudo fica",
    stays:
      "Nesta máquina, até você compartilhar com alguém. O Tatami funciona sem rede e não tem telemetria.",
    hosts: "Veja você mesmo",
    another: "Varrer outra pasta",
  },
);
