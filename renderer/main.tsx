import { createRoot } from "react-dom/client";
import { connect } from "#renderer/platform/client.ts";
import { prepareLook } from "#renderer/ui/look.ts";
import "#renderer/ui/mantine-styles.ts";
import "#renderer/ui/tokens.css";
import { App } from "#renderer/app/app.tsx";

// Before anything else: the one-time token must leave the address, and the connection opens while React starts.
connect();
prepareLook();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
