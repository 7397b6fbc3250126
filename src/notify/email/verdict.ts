import type { Sent } from '../channel.ts';
import { excerpt } from '../web.ts';
import type { Server, Session, SessionFailure, Turned } from './transmit.ts';

/** Why a server could not be reached, in words. */
export type ProblemWords = (failure: unknown, host: string) => string;

/** What a session means for the mail that was to be handed over in it. */
export function verdictOf(session: Session, server: Server, problem: ProblemWords, messageId: string): Sent {
  const { stage, failure, turned } = session;
  if (!failure) {
    const refused = turned.map(({ address, said }) => `${address}${excerpt(said)}`).join('; ');
    return { outcome: 'sent', receipt: { messageId, ...(refused !== '' && { refused }) } };
  }
  if (stage === 'connecting') return unreached(failure, server, problem);
  if (stage === 'login') return notLoggedIn(failure, server, problem);
  if (failure.code === 'SOMELATER') return { outcome: 'later', why: deferral(turned) };
  if (stage === 'envelope') return notTaken(failure, turned, server, problem);
  return handedOver(failure, server, problem);
}

function unreached(failure: SessionFailure, server: Server, problem: ProblemWords): Sent {
  if (failure.command === 'STARTTLS' && (failure.responseCode ?? 0) >= 500) {
    const why = `${server.host} takes no STARTTLS${excerpt(failure.response ?? '')}. In clear nothing is sent.`;
    const mend = 'Set the port that takes it, or tls: tls where TLS begins with the first byte.';
    return { outcome: 'refused', why, mend, stops: true };
  }
  return { outcome: 'later', why: wordsFor(failure, server, problem) };
}

function notLoggedIn(failure: SessionFailure, server: Server, problem: ProblemWords): Sent {
  const { code, responseCode = 0 } = failure;
  if (code !== 'EAUTH' || (responseCode >= 400 && responseCode < 500)) {
    return { outcome: 'later', why: wordsFor(failure, server, problem) };
  }
  const why = `${server.host} does not take the login of ${server.login?.user}${excerpt(failure.response ?? failure.message)}`;
  return {
    outcome: 'refused',
    why,
    mend: 'See user and password of this channel, in breakglass.yaml and secrets.',
    stops: true,
  };
}

function notTaken(failure: SessionFailure, turned: readonly Turned[], server: Server, problem: ProblemWords): Sent {
  const { command, responseCode = 0, code } = failure;
  const said = excerpt(failure.response ?? failure.message);
  if (code === 'EMESSAGE') return { outcome: 'refused', why: `${server.host} takes no mail of this size${said}` };
  if (responseCode < 500) {
    const why = turned.length > 0 && responseCode >= 400 ? deferral(turned) : wordsFor(failure, server, problem);
    return { outcome: 'later', why };
  }
  if (command === 'MAIL FROM' && responseCode !== 552) {
    const mend = 'See from, user and password of this channel: who may send, and as whom.';
    return { outcome: 'refused', why: `${server.host} does not take the sender${said}`, mend, stops: true };
  }
  if (turned.length === 0) return { outcome: 'refused', why: `${server.host} does not take it${said}` };
  return { outcome: 'refused', why: `Nobody of those whom it was for is taken: ${list(turned)}` };
}

/** From here on the server may have all of it: only its own word says that it does not keep it. */
function handedOver(failure: SessionFailure, server: Server, problem: ProblemWords): Sent {
  const { responseCode = 0, response = '' } = failure;
  if (responseCode >= 500) return { outcome: 'refused', why: `${server.host} does not take it${excerpt(response)}` };
  if (responseCode >= 400) return { outcome: 'later', why: `${server.host} does not take it now${excerpt(response)}` };
  return {
    outcome: 'unknown',
    why: `It was handed over, and no word came back. ${wordsFor(failure, server, problem)}`,
  };
}

function deferral(turned: readonly Turned[]): string {
  return `Nobody was sent it yet, since somebody is to be tried later: ${list(turned.filter(({ code }) => code < 500))}`;
}

function list(turned: readonly Turned[]): string {
  return turned.map(({ address, said }) => `${address}${excerpt(said)}`).join('; ');
}

function wordsFor({ message, code, originalCode, response }: SessionFailure, { host }: Server, problem: ProblemWords) {
  if (response !== undefined && response !== '') return `${host} answered${excerpt(response)}`;
  return problem(
    Object.assign(new Error(message), { code: originalCode ?? (known.test(code ?? '') ? '' : code) }),
    host,
  );
}

/** Codes of nodemailer's own, which its words say better. */
const known = /^E(CONNECTION|SOCKET|TLS|DNS|PROTOCOL|AUTH|ENVELOPE|MESSAGE|STREAM)$/;
