import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of bringing in another device of one's own. */
export const deviceMessages = defineMessages(
  {
    add: "Add another device of yours",
    code: "The code for your other device",
    why: "Your other device gets all of {name}, and the others see both as yours. The code lets in one device, within an hour.",
    as_owner: "It will be an admin: a workspace has one device that owns it, and that stays this one.",
    as_admin: "It will be an admin, as this one.",
    as_editor: "It reads everything, and changes it. Only the owner makes admins.",
    as_observer: "It reads everything, and changes nothing, as this one.",
    lost: "If you lose it, remove it from the list of people: it hears nothing more from then on.",
    cancel: "Cancel",
    show: "Show the code",
  },
  {
    add: "Adicionar outro dispositivo seu",
    code: "O código para o seu outro dispositivo",
    why: "O seu outro dispositivo recebe tudo de {name}, e os outros veem os dois como seus. O código deixa entrar um dispositivo, dentro de uma hora.",
    as_owner: "Ele será admin: um workspace tem um só dispositivo que é dono, e continua sendo este.",
    as_admin: "Ele será admin, como este.",
    as_editor: "Ele lê tudo e altera tudo. Só quem é dono nomeia admins.",
    as_observer: "Ele lê tudo e não altera nada, como este.",
    lost: "Se você o perder, remova-o da lista de pessoas: daí em diante ele não recebe mais nada.",
    cancel: "Cancelar",
    show: "Mostrar o código",
  },
);
