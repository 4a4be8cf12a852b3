import { requestHandlerOf } from '#sandbox/request-handler.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { WireResponse } from '#sandbox/wire.ts';

/** As STS words a role that is missing and one that does not trust the caller. */
const refusal = (arn: string): WireResponse => ({
  statusCode: 403,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::111111111111:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${arn}</Message></Error></ErrorResponse>`,
  ),
});

/** The same AWS, in which accounts lack the role that `isMissing` says, by the role's ARN. */
export const withoutRole = (sandbox: Sandbox, isMissing: (roleArn: string) => boolean): Sandbox => {
  const respond: Sandbox['respond'] = async (request) => {
    const arn = new URLSearchParams(Buffer.from(request.body).toString()).get('RoleArn');
    return arn !== null && isMissing(arn) ? refusal(arn) : sandbox.respond(request);
  };
  return { ...sandbox, respond, requestHandler: requestHandlerOf(respond, 30_000) };
};
