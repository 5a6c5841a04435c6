// `npm run mock`: the built window over made-up answers, on http://127.0.0.1:8099 (password: yakuba-demo).
import { startMock } from "./server.mjs";

const mock = await startMock({ dist: "dist", port: Number(process.env["PORT"] ?? 8099) });
process.stdout.write(`${mock.url}\n`);
