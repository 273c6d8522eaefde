import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of how members' devices are connected. */
export const connectedMessages = defineMessages(
  {
    title: "Members’ devices",
    titleWhy: "With whom this device is connected now, and how. What is sent is sealed for them alone.",
    nobody: "No member is connected now.",
    directly: "Directly",
    byTurn: "Through a TURN server",
    through: "Through the relay at {address}",
    relayed: "Through a relay",
    addresses:
      "At which address a device is reached directly, only the page that holds the connection knows: it is not listed here.",
  },
  {
    title: "Dispositivos de membros",
    titleWhy:
      "Com quem este dispositivo está conectado agora, e como. O que é enviado vai selado só para eles.",
    nobody: "Nenhum membro está conectado agora.",
    directly: "Diretamente",
    byTurn: "Por um servidor TURN",
    through: "Por retransmissão em {address}",
    relayed: "Por retransmissão",
    addresses:
      "Em que endereço um dispositivo é alcançado diretamente, só a página que mantém a conexão sabe: ele não aparece nesta lista.",
  },
);
