import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of how members' devices are connected. */
export const connectedMessages = defineMessages(
  {
    title: "Members’ devices",
    titleWhy: "With whom this device is connected now, and how. What is sent is sealed for them alone.",
    nobody: "No member is connected now.",
    directly: "Directly",
    through: "Through the relay at {address}",
    relayed: "Through a relay",
    addresses:
      "Which address a directly connected device has, the browser alone knows: it was told to this one in the sealed conversation of both.",
  },
  {
    title: "Dispositivos de membros",
    titleWhy:
      "Com quem este dispositivo está conectado agora, e como. O que é enviado vai selado só para eles.",
    nobody: "Nenhum membro está conectado agora.",
    directly: "Diretamente",
    through: "Pelo retransmissor em {address}",
    relayed: "Por um retransmissor",
    addresses:
      "O endereço de um dispositivo conectado diretamente só o navegador conhece: ele foi informado a este na conversa selada dos dois.",
  },
);
