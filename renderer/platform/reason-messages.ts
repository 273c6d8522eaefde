import { SENTENCES } from "#shared/api/reasons.ts";
import { defineMessages } from "./i18n.ts";

/** What the core gives as its reasons. The English is the core's own; a reason without its Portuguese does not compile. */
export const reasonMessages = defineMessages(SENTENCES, {
  "call.unknown": "Este Tatami não conhece essa chamada.",
  "call.unreadable": "Esta mensagem não pode ser lida.",
  "call.cancelled": "A chamada foi cancelada.",
  "call.not-signed-in": "Esta chamada precisa de um acesso que não foi dado.",
  "call.not-allowed": "Esta chamada não é permitida.",
  "call.too-large": "Esta mensagem é maior do que o Tatami aceita.",
  "call.timeout": "A chamada demorou demais.",
  "call.failed":
    "Algo deu errado no próprio Tatami; nada do que foi salvo se perdeu. O log diz mais sob este id.",

  "input.not-text": "{field}: precisa ser um texto.",
  "input.not-a-number": "{field}: precisa ser um número.",
  "input.not-whole": "{field}: precisa ser um número inteiro.",
  "input.not-yes-or-no": "{field}: precisa ser verdadeiro ou falso.",
  "input.not-a-list": "{field}: precisa ser uma lista.",
  "input.not-an-id": "{field}: isto não é um id.",
  "input.not-a-choice": "{field}: precisa ser um destes: {choices}.",
  "input.empty": "{field}: não pode ficar vazio.",
  "input.too-short": "{field}: no mínimo {minimum} caracteres.",
  "input.too-long": "{field}: no máximo {maximum} caracteres.",
  "input.too-few": "{field}: no mínimo {minimum} de uma vez.",
  "input.too-many": "{field}: no máximo {maximum} de uma vez.",
  "input.too-low": "{field}: no mínimo {minimum}.",
  "input.too-high": "{field}: no máximo {maximum}.",
  "input.wrong-format": "{field}: não está escrito como deve ser.",
  "input.unknown-fields": "Campos desconhecidos: {fields}.",
  "input.invalid": "{field}: este valor não serve.",

  "path.null-character": "Um caminho não pode conter um caractere nulo.",
  "path.not-absolute": "“{path}” não é um caminho absoluto.",
  "path.too-long": "Este caminho é longo demais para o sistema.",
  "folder.missing": "Não existe a pasta “{path}”: ela foi movida ou tem outro nome.",
  "folder.is-file": "“{path}” é um arquivo: escolha a pasta em que ele está.",
  "folder.forbidden": "Você não tem permissão para ler a pasta “{path}”.",
  "folder.unreadable": "A pasta “{path}” não pode ser lida ({cause}).",

  "root.missing": "Esta pasta não está (mais) no catálogo.",
  "ignore.open-bracket":
    "O padrão “{pattern}” não corresponde a nada: falta o ] do seu [. Escreva \\[ para o próprio caractere.",
  "ignore.open-escape":
    "O padrão “{pattern}” não corresponde a nada: depois do \\ no fim falta um caractere. Escreva / entre pastas.",
  "ignore.names-nothing": "O padrão “{pattern}” não corresponde a nada: não há nome nele.",
  "correction.missing": "Esta correção não existe (mais).",
  "entry.missing": "Essa entrada não existe (mais).",
  "entry.unreadable":
    "Esta entrada não pode ser lida; ela é mantida como está, e o Diagnóstico diz o que há de errado.",
  "entry.needs-name": "Esta entrada foi adicionada à mão: sem o nome dela não sobraria nada para mostrar.",
  "entry.too-many-tags": "Uma entrada tem no máximo {most} tags.",
  "entry.change-is-final": "Esta alteração não pode ser desfeita campo a campo.",
  "entry.no-remote": "Esta entrada não tem um endereço remoto que um navegador possa abrir.",
  "entry.folder-missing":
    "A pasta desta entrada não está (mais) nesta máquina. Varra de novo para descobrir aonde ela foi.",

  "picture.not-small": "Isto não é uma imagem pequena em WebP, PNG ou JPEG.",
  "picture.changed": "A imagem desta entrada já é outra, ou não existe mais.",

  "program.none-chosen": "Nenhum programa foi escolhido: escolha um nas Configurações.",
  "program.no-editor": "Nenhum editor foi encontrado nesta máquina: escolha um nas Configurações.",
  "program.no-terminal": "Nenhum terminal foi encontrado nesta máquina: escolha um nas Configurações.",
  "program.missing":
    "“{program}” não abriu: não está nesta máquina. Escolha outro programa nas Configurações.",
  "program.not-started": "“{program}” não abriu ({cause}). Escolha outro programa nas Configurações.",

  "scan.unknown": "Esta varredura não é (mais) conhecida.",
  "scan.cancelled": "A varredura foi cancelada; o que ela já tinha salvo fica guardado.",
  "scan.failed":
    "A varredura falhou por um defeito do Tatami; o que ela já tinha salvo fica guardado. O log diz mais.",
  "scan.part-failed": "A varredura parou: uma parte dela falhou.",
  "scan.part-ended": "A varredura parou: uma parte dela terminou antes da hora.",
  "scan.no-end": "A varredura não terminou como devia.",
  "scan.root-missing": "{path} não existe. Se a unidade não está conectada, conecte-a e varra de novo.",
  "scan.root-is-file": "{path} é um arquivo. Escolha a pasta em que ele está.",
  "scan.root-forbidden": "Você não tem permissão para ler {path}.",
  "scan.path-too-long": "O caminho é mais longo do que o sistema consegue abrir.",
  "scan.path-vanished": "Sumiu durante a leitura.",
  "scan.path-forbidden": "Você não tem permissão para ler isto.",
  "scan.path-unreadable": "Não pôde ser lido ({cause}).",
  "scan.path-not-utf8": "O nome não é UTF-8 válido. Renomeie para que seja lido.",

  "samples.not-written":
    "Não é possível gravar os exemplos ({cause}): verifique se {folder} é uma pasta em que você pode gravar.",
  "samples.in-the-way": "“{path}” ocupa o lugar dos exemplos: mova para outro lugar.",

  "repository.bare": "Um repositório bare não tem arquivos no disco. Clone-o para ver o que há nele.",
  "repository.not-trusted":
    'Pertence a outro usuário, então o histórico não é lido. Se você confia nele: git config --global --add safe.directory "{path}"',
  "repository.no-history": "O histórico não pôde ser lido.",
  "repository.without-git": "Os arquivos são lidos sem o git.",
  "git.missing": "O git não foi encontrado. Instale o git para ler o histórico dos repositórios.",
  "git.not-started": "O git não pôde ser iniciado ({cause}).",
  "git.cancelled": "A leitura do repositório foi cancelada.",
  "git.stalled": "O git ficou parado e foi encerrado: um arquivo que ele lê pode ser um pipe.",
  "git.timeout": "O git demorou demais e foi encerrado.",
  "git.too-large": "O git respondeu mais do que se pode ler.",
  "git.other-owner": "O repositório pertence a outro usuário, então o git não o lê.",
  "git.no-repository": "Isto não é um repositório git.",
  "git.pipe": "Um arquivo na pasta .git é um pipe ou um dispositivo, então o git não o lê.",
  "git.failed": "O git diz: {said}.",
  "git.ended": "O git terminou sem dizer nada (código {status}).",

  "workspace.missing": "Este workspace não está (mais) neste dispositivo.",
  "workspace.first":
    "O primeiro workspace de um dispositivo não pode ser deixado: é nele que ficam as configurações.",
  "workspace.owned":
    "Você é dono deste workspace e há outras pessoas nele: antes, transfira-o a uma delas, ou ninguém poderia nomear mais ninguém.",
  "workspace.exists": "O workspace “{name}” já está neste dispositivo.",
  "document.exists": "Já existe um documento com esse id.",
  "document.damaged": "O log deste documento não pode ser lido; ele é mantido como está.",
  "document.unknown-kind": "Este Tatami não conhece documentos do tipo “{kind}”.",
  "document.no-name": "Não tem nome.",
  "document.too-many-tags": "Tem mais de {most} tags.",
  "database.set-aside": "Um banco de dados danificado, guardado inteiro à parte.",
  "database.stray-rows": "Linhas que apontam para o que não existe: {count}.",

  "member.not-allowed": "O seu papel neste workspace não permite isto.",
  "member.missing": "Este dispositivo não está (mais) no workspace.",
  "member.unknown": "Ninguém neste workspace se chama “{name}”.",
  "member.not-removed": "Ninguém que se chame “{name}” foi removido deste workspace.",
  "member.exists": "Este dispositivo já está no workspace.",
  "member.bad-name": "O nome de um membro tem de 1 a 80 caracteres em uma só linha, todos visíveis.",
  "member.bad-device": "Esta não é a chave de um dispositivo, ou não se distingue da de outro.",
  "member.is-owner":
    "Quem é dono não pode ser removido nem receber outro papel: transfira antes o workspace.",
  "member.too-many": "Este workspace já lembra de {maximum} dispositivos: nenhum outro pode ser adicionado.",
  "member.not-first":
    "Este dispositivo entrou como outro dispositivo de alguém: traga mais no dispositivo pelo qual ele entrou.",
  "member.too-many-devices":
    "Você já trouxe {maximum} dispositivos, contando os removidos: peça a quem é dono ou administra que deixe entrar mais.",
  "member.offer-void": "Esta oferta não vale (mais): peça uma nova a quem é dono.",

  "invitation.missing": "Este convite não existe (mais).",
  "invitation.none": "Cole o link de um convite ou digite as seis palavras dele.",
  "invitation.word-count": "Um convite tem {expected} palavras; aqui há {count}.",
  "invitation.unknown-word": "“{word}” não é uma palavra de convite; parecidas são: {near}.",
  "invitation.strange-word": "“{word}” não é uma palavra de convite: peça as palavras de novo.",
  "invitation.cut-link": "Este link não está inteiro: copie-o de novo, do começo ao fim.",
  "invitation.newer-link": "Este link foi feito por um Tatami mais novo: atualize o Tatami e tente de novo.",
  "invitation.bad-address": "Este link leva a um endereço que o Tatami não acessa: peça um novo.",

  "join.wrong": "Este convite não corresponde ao que está aberto lá: confira-o ou peça um novo.",
  "join.expired": "Este convite expirou ou foi revogado: peça um novo.",
  "join.used": "Este convite já foi usado tantas vezes quanto podia: peça um novo.",
  "join.blocked":
    "Este dispositivo foi removido do workspace: só quem é dono ou administra pode deixá-lo entrar de novo.",
  "join.full": "O workspace já tem tantos membros quanto pode ter.",
  "join.refused": "A sua entrada não foi aceita.",
  "join.other-version":
    "O outro lado usa outra versão do Tatami: usem a mesma nos dois lados e tente de novo.",
  "join.timeout": "Demorou demais: tente de novo e responda em até dez minutos.",
  "sync.nothing-shared": "Nenhum workspace é compartilhado: convide alguém ou entre em um.",
  "sync.out": "Este dispositivo não está mais em nenhum workspace compartilhado: peça um novo convite.",
  "sync.paused": "A sincronização está pausada neste dispositivo: retome-a antes.",
  "sync.nobody": "Nenhum membro foi alcançado em 30 segundos: o que mudou aqui fica esperando.",
  "join.own":
    "Este é o seu próprio convite para “{name}”: ele deixa entrar outros dispositivos, e este já está lá.",
  "join.owner-only":
    "Este dispositivo era admin aqui e saiu: só quem é dono o deixa entrar de novo, ou qualquer um depois que o dispositivo do dono ficar sabendo.",
  "join.left-here":
    "Este dispositivo tinha saído deste workspace, e nem todos ficaram sabendo ainda. Eles ficam sabendo agora: tente de novo em instantes.",
  "join.nowhere":
    "Este convite não diz onde procurar: informe o endereço de um servidor de sinalização ou use um link que tenha um.",
  "join.nobody":
    "Ninguém que possa deixar você entrar está lá agora: peça a quem convidou que abra o Tatami e confirme se o convite ainda vale.",
  "join.nobody-by-words":
    "Ninguém que possa deixar você entrar com estas palavras está lá agora: peça a quem convidou que abra o Tatami e comparem as seis palavras. Uma pode estar errada: o Tatami conhece cada uma delas, mas não sabe quais eram as certas.",
  "join.unreachable":
    "O servidor de sinalização não foi alcançado: confira o endereço e se ele está rodando.",
  "join.not-nearby":
    "Ninguém que possa deixar você entrar foi encontrado nesta rede local: abra o Tatami nos dois dispositivos, na mesma rede. De outro lugar é preciso o endereço de um servidor de sinalização, e este link não tem nenhum.",
  "join.not-nearby-by-words":
    "Ninguém que possa deixar você entrar com estas palavras foi encontrado nesta rede local: abra o Tatami nos dois dispositivos, na mesma rede, e compare as seis palavras, pois uma pode estar errada. De outro lugar, as palavras precisam do endereço de um servidor de sinalização.",
  "join.over": "Esta tentativa de entrar já terminou: comece de novo.",
  "join.lost": "A conexão se perdeu antes de você entrar: tente de novo.",
  "join.broken":
    "O outro lado não cumpriu o que ofereceu, então nada dele foi aceito: fale com quem convidou você.",
  "join.not-saved": "O workspace não pôde ser salvo aqui: tente de novo com o mesmo convite.",

  "doctor.no-invitation": "Nenhum convite foi informado, então nenhum foi examinado.",
  "doctor.not-shared": "Este workspace ainda não é compartilhado com ninguém: convide alguém ou entre em um.",
  "doctor.removed":
    "Este dispositivo foi removido do workspace: peça um novo convite ao proprietário ou a um administrador.",
  "doctor.paused":
    "A sincronização está pausada neste dispositivo: o que mudar aqui ou em outro lugar espera até você retomá-la.",
  "doctor.offline":
    "Este dispositivo não está em nenhuma rede: conecte-o e examine de novo. O que você mudar enquanto isso fica guardado.",
  "doctor.behind-router":
    "Este dispositivo está atrás de um roteador (NAT): onde não há caminho direto, o servidor de sinalização transporta o que é dito.",
  "doctor.lan-off":
    "Encontrar-se na rede local está desligado: ligue nas Configurações para não precisar de servidor ali.",
  "doctor.lan-none":
    "Este dispositivo não está em nenhuma rede local onde outros possam ser encontrados: eles só são encontrados em um servidor de sinalização.",
  "doctor.lan-deaf":
    "O que este dispositivo diz na rede local não é ouvido nela: um firewall barra o Tatami na porta UDP 5353, ou a rede não transporta multicast. Libere o Tatami no firewall ou informe um endereço de sinalização.",
  "doctor.firewall-unseen":
    "Daqui não se vê se o firewall deste dispositivo deixa outros entrarem: na rede local, a porta TCP {port} e a porta UDP 5353 precisam estar abertas.",
  "doctor.no-address":
    "Nenhum endereço de sinalização está definido: os dispositivos só se encontram na mesma rede local. Defina um para se encontrarem de outro lugar.",
  "doctor.name-unknown":
    "Nenhum computador é conhecido como “{host}”: confira como o endereço está escrito e se este dispositivo está on-line.",
  "doctor.name-timeout":
    "Onde fica “{host}” não foi respondido a tempo: confira a conexão deste dispositivo e o servidor DNS dele.",
  "doctor.connect-refused":
    "{host} está lá, mas nada é servido na porta {port}: inicie tatami signal lá ou corrija a porta.",
  "doctor.connect-timeout":
    "{host} não responde na porta {port}: está desligado, ou um firewall descarta o que é enviado. Abra a porta TCP {port} lá.",
  "doctor.connect-unreachable":
    "Nenhum caminho leva a {host}: este dispositivo está off-line, ou aquele está em outra rede. Confira a conexão e a VPN.",
  "doctor.connect-failed": "{host} não pode ser alcançado na porta {port} ({cause}).",
  "doctor.not-encrypted":
    "O endereço começa com ws://, então não há TLS no caminho. Não é preciso: o que os Tatamis dizem é selado de ponta a ponta.",
  "doctor.no-tls":
    "O que é servido em {host} não fala TLS: escreva ws:// em vez de wss:// no endereço ou dê um certificado ao servidor.",
  "doctor.not-trusted":
    "O certificado de {host} não é confiável ({cause}): peça que seja renovado e confira a data deste dispositivo.",
  "doctor.other-program":
    "Outro programa, e não a sinalização do Tatami, responde em {host}: confira o endereço, a porta e o caminho.",
  "doctor.silent":
    "{host} aceita a conexão e depois não diz nada: há outro programa ali, ou um proxy no meio que não transporta WebSocket.",
  "doctor.other-version":
    "O servidor de sinalização em {host} fala outra versão: use a mesma versão do Tatami lá e aqui.",
  "doctor.server-full":
    "O servidor de sinalização em {host} não aceita mais ninguém por ora: tente mais tarde ou use outro.",
  "doctor.clock-off":
    "O relógio deste dispositivo e o de {host} diferem em {minutes} minutos: deixe o sistema acertar a hora. Até lá, convites vencem cedo ou tarde demais, e exclusões novas podem parecer antigas.",
  "doctor.clock-untold": "{host} não informa que horas são.",
  "doctor.not-carried":
    "Duas conexões deste dispositivo não se alcançaram por {host}: um proxy no meio as corta, ou o servidor não está bem. Reinicie-o ou use outro.",
  "doctor.nobody-waits":
    "Ninguém espera por este convite em {host}: confira as palavras e peça a quem convidou que abra o Tatami.",
  "doctor.no-turn":
    "Nenhum servidor TURN está definido, e nenhum é necessário: o servidor de sinalização transporta o que não acha caminho direto.",
  "doctor.turn-silent":
    "Este servidor TURN, que a sinalização cita, não dá sinal de vida: ele não está em execução, ou há um firewall no caminho. Até que dê, o que não acha caminho direto passa pelo servidor de sinalização.",
  "doctor.not-reached": "Não foi examinado, porque o que vem antes falhou.",

  "storage.full":
    "O disco está cheio: a alteração não foi salva, e nada do que já estava salvo se perdeu. Libere espaço e tente de novo.",
  "storage.damaged":
    "O banco de dados está danificado: nada foi sobrescrito. Reinicie o Tatami; ele guarda à parte o arquivo danificado e diz onde.",
  "storage.unavailable":
    "O banco de dados não pode ser lido nem escrito: verifique se a pasta de dados existe e aceita escrita.",
  "storage.newer":
    "Esta pasta de dados foi escrita por um Tatami mais novo (esquema {schema}, este conhece {known}): atualize o Tatami; nada foi alterado.",
  "storage.folder-unusable":
    "A pasta de dados {folder} não pode ser usada ({cause}): verifique se é uma pasta em que você pode escrever.",

  "core.other-version":
    "Outra versão do Tatami ({version}) está rodando nesta pasta de dados: feche-a ou use a mesma versão.",
  "core.silent":
    "Outro processo ocupa esta pasta de dados e não responde: espere que ele termine ou encerre-o.",
  "core.gone":
    "O Tatami ao qual este tinha se ligado terminou: o que ele deu por salvo está guardado. Tente de novo.",
  "core.none": "Não há mais núcleo: inicie o Tatami de novo.",
  "web.no-page": "Este Tatami não serve nenhuma página.",
  "web.not-built": "A página não está construída: rode npm start, que a constrói.",
  "web.port-taken": "A porta {port} está ocupada por outro programa: escolha outra com --port, ou deixe sem.",
  "web.not-a-window":
    "Uma aba do navegador não encerra o Tatami: quem o encerra é o programa que a serve, com Ctrl+C no terminal dele.",
  "web.no-folder-dialog":
    "Uma aba do navegador não pode indicar uma pasta: escolha-a no navegador de pastas do próprio Tatami.",

  "signaling.port-taken":
    "A porta {port} está ocupada por outro programa: escolha outra com --port, ou encerre esse programa.",
  "signaling.not-served":
    "Não é possível servir nada em {address} ({cause}): escolha com --host um endereço desta máquina, e com --port uma porta que você possa usar.",
});

/** The fields of input that a person writes in, as they are called on screen. */
export const fieldMessages = defineMessages(
  {
    name: "Name",
    description: "Description",
    notes: "Notes",
    privateNotes: "Private notes",
    tags: "Tags",
    addTags: "Tags",
    removeTags: "Tags",
    remote: "Remote address",
    path: "Path",
    query: "Search",
    ignore: "Ignore patterns",
    deviceName: "Name of this device",
    editor: "Command of the editor",
    terminal: "Command of the terminal",
    input: "Input",
  },
  {
    name: "Nome",
    description: "Descrição",
    notes: "Notas",
    privateNotes: "Notas privadas",
    tags: "Tags",
    addTags: "Tags",
    removeTags: "Tags",
    remote: "Endereço remoto",
    path: "Caminho",
    query: "Busca",
    ignore: "Padrões ignorados",
    deviceName: "Nome deste dispositivo",
    editor: "Comando do editor",
    terminal: "Comando do terminal",
    input: "Entrada",
  },
);
