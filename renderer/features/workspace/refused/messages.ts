import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of what was refused of peers. */
export const refusedMessages = defineMessages(
  {
    title: "Refused",
    titleWhy: "What others sent and this device did not let in, since it was started.",
    nothing: "Nothing was refused.",
    stranger: "Not a member",
    changes: { one: "{count} change refused", other: "{count} changes refused" },
    times: { one: "once", other: "{count} times" },
    role: "Changes of somebody who may only read",
    rate: "Too much at once: changes among it come when both compare",
    unfit: "Changes that do not fit what is here",
    unsaved: "Changes that could not be saved here: look at the health above",
    direct: "Words about a direct connection that nobody waited for",
    protocol: "Connections ended: the other side did not keep to the protocol",
    authentication: "Connections ended: the other side did not prove who it is",
    overload: "Connections ended: too much at once",
    refused: "Connections ended: the device does not belong to the workspace",
  },
  {
    title: "Recusado",
    titleWhy: "O que os outros enviaram e este dispositivo não deixou entrar, desde que foi iniciado.",
    nothing: "Nada foi recusado.",
    stranger: "Não é membro",
    changes: { one: "{count} mudança recusada", other: "{count} mudanças recusadas" },
    times: { one: "uma vez", other: "{count} vezes" },
    role: "Mudanças de quem só pode ler",
    rate: "Demais de uma vez: as mudanças no meio disso chegam quando os dois comparam",
    unfit: "Mudanças que não combinam com o que está aqui",
    unsaved: "Mudanças que não puderam ser salvas aqui: veja a saúde acima",
    direct: "Mensagens sobre uma conexão direta que ninguém esperava",
    protocol: "Conexões encerradas: o outro lado não seguiu o protocolo",
    authentication: "Conexões encerradas: o outro lado não provou quem é",
    overload: "Conexões encerradas: demais de uma vez",
    refused: "Conexões encerradas: o dispositivo não faz parte do workspace",
  },
);
