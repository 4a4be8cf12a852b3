import { Readable } from 'node:stream';
import { type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';

/** What one request asked, as far as a test looks at it: EC2's and STS's form fields, or the JSON body. */
export type Asked = { request: HttpRequest; action: string; fields: URLSearchParams };
export type Told = { status?: number; headers?: Record<string, string>; body: string };

/** A request handler that answers with real HTTP bodies, in this process, or fails as `answer` throws. */
export const scriptedHandler = (answer: (asked: Asked) => Told): HttpHandler & { asked: Asked[] } => {
  const asked: Asked[] = [];
  return {
    asked,
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request) => {
      const fields = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const one = {
        request,
        fields,
        action: fields.get('Action') ?? request.headers['x-amz-target'] ?? request.path,
      };
      asked.push(one);
      const { status = 200, headers = {}, body } = answer(one);
      return {
        response: new HttpResponse({
          statusCode: status,
          body: Readable.from([Buffer.from(body)]),
          headers,
        }),
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
};

/** An EC2 answer: the list's own XML name and its items' XML. */
export const ec2List = (list: string, items: readonly string[] = [], nextToken?: string): Told => ({
  body: `<Response><requestId>r</requestId><${list}>${items.map((item) => `<item>${item}</item>`).join('')}</${list}>${
    nextToken === undefined ? '' : `<nextToken>${nextToken}</nextToken>`
  }</Response>`,
});

export const ec2Error = (code: string, status = 400, message = `${code} said AWS`): Told => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`,
});

export const testCredentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });
