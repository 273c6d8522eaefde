import { createRoot } from "react-dom/client";
import { connect } from "#renderer/platform/client.ts";
import { setLanguage } from "#renderer/platform/i18n.ts";
import { prepareLook } from "#renderer/ui/look.ts";
import "#renderer/ui/mantine-styles.ts";
import "#renderer/ui/tokens.css";
import { App } from "#renderer/app/app.tsx";

// Before anything else: the one-time token must leave the address, and the connection opens while React starts.
connect();
prepareLook();
// A page that never gets an answer is read out in its own language, too.
setLanguage("auto");

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
// Behind what is to be seen: the core does without until then.
void import("#renderer/sync/hold-pipes.ts").then(({ holdPipes }) => holdPipes());
