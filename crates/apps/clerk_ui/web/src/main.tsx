import "@digital-go-jp/design-tokens/dist/tokens.css";
import "./styles/roles.css";
import "./styles/roles-high-contrast.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/forms.css";
import "./styles/screens.css";
import "./styles/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { Refusal } from "./api/client";
import { SessionProvider } from "./frame/session";

const FRESH_FOR = 5_000;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_FOR,
      refetchOnWindowFocus: false,
      networkMode: "always",
      // A refusal is an answer; only silence is asked again.
      retry: (count, error) => !(error instanceof Refusal) && count < 2,
      retryDelay: 500,
    },
  },
});

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <App />
        </SessionProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
