import type { WireResponse } from '../wire.ts';
import { chanceOf } from './chance.ts';
import type { Around, Fault } from './fault.ts';

const noAnswer: WireResponse = { statusCode: 0, headers: {}, body: new Uint8Array() };

/** The connection is reset before an answer; the call did nothing. */
export const connectionReset: Fault = () => ({ ...noAnswer, loss: 'reset' });

/** Never answered; the call did nothing. */
export const hang: Fault = () => ({ ...noAnswer, loss: 'hang' });

/** What a load balancer says when it has no server. The call did nothing. */
export const htmlError: Fault = () => ({
  statusCode: 503,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from(
    '<html><head><title>503 Service Temporarily Unavailable</title></head>\n<body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>\n',
  ),
});

/** The call is done, and the connection lost in the midst of the answer. */
export const truncatedBody: Fault = (serve) => ({ ...serve(), loss: 'cut' });

/** The call is done; half of the answer comes as if it were all. */
export const malformedBody: Fault = (serve) => {
  const response = serve();
  return { ...response, body: response.body.subarray(0, Math.floor(response.body.byteLength / 2)) };
};

/** The call is done; nothing is told of it but the status. */
export const emptyBody: Fault = (serve) => ({ ...serve(), body: new Uint8Array() });

/** No token that was ever given out, so that the next call is refused for it. */
export const badToken = 'bm8gc3VjaCB0b2tlbg';

/** The page says that another one follows, under a token that is none. */
export const badNextToken: Fault = (serve) =>
  serve((input, handle) => ({ ...handle(input), NextToken: badToken }));

type Findings = { Id: string }[];
type Refused = { Id: string; ErrorCode: string; ErrorMessage: string };

/** For good or for the moment. */
const refused = (Id: string, count: number): Refused => {
  const ErrorCode = chanceOf('code', Id, count) < 0.5 ? 'InternalError' : 'InvalidInput';
  return { Id, ErrorCode, ErrorMessage: 'The finding could not be imported' };
};

/** Of the findings of an import the first is not taken, nor by chance some others. */
const refusing =
  (count: number): Around =>
  (input, handle) => {
    const findings = input['Findings'] as Findings;
    const taken = findings.filter(({ Id }, index) => index > 0 && chanceOf('refused', Id, count) >= 0.3);
    const { FailedFindings = [] } = taken.length === 0 ? {} : handle({ Findings: taken });
    const failed = [
      ...findings.filter((finding) => !taken.includes(finding)).map(({ Id }) => refused(Id, count)),
      ...(FailedFindings as Refused[]),
    ];
    return {
      FailedCount: failed.length,
      SuccessCount: findings.length - failed.length,
      FailedFindings: failed,
    };
  };

/** A 200 in which some of the findings were not taken. */
export const failedFindings: Fault = (serve, { count }) => serve(refusing(count));
