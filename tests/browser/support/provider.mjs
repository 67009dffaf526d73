// A real OpenID Connect provider on this machine, for the length of a command:
//   node support/provider.mjs COMMAND ARGUMENTS...
// runs the command with GUILDHALL_TEST_OIDC, the address of the provider. Whoever signs in is the
// person that stands in `login_hint`, or was set with `person`; "nobody" does not agree.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import Provider from "oidc-provider";

export const client = { id: "guildhall", secret: "a secret & more" };

const person = (id) => ({
  accountId: id,
  claims: () => ({
    sub: id,
    email: `${id.replace("-unverified", "")}@example.org`,
    email_verified: !id.endsWith("-unverified"),
    name: id,
  }),
});

// Listens on a free port; redirects back to `callback` only.
export async function start(callback) {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const run = { issuer, person: "ada", stop: () => server.close() };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [callback],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    findAccount: (_, id) => person(id),
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["for tests"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/agree/${interaction.uid}` },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url.startsWith("/agree/")) return answer(request, response);
    agree(provider, run.person, request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  return run;
}

async function agree(provider, chosen, request, response) {
  const { params, prompt, session, grantId } = await provider.interactionDetails(request, response);
  const id = params.login_hint ?? chosen;
  let result = { login: { accountId: id } };
  if (id === "nobody") {
    result = { error: "access_denied", error_description: "They did not agree." };
  } else if (prompt.name === "consent") {
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope("openid email profile");
    result = { consent: { grantId: await grant.save() } };
  }
  await provider.interactionFinished(request, response, result);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const { issuer, stop } = await start("https://g.example/sign-in/oidc/test/callback");
  const [command, ...rest] = process.argv.slice(2);
  const child = spawn(command, rest, {
    stdio: "inherit",
    env: { ...process.env, GUILDHALL_TEST_OIDC: issuer },
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
    stop();
  });
}
