import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** One segment or subsegment, as X-Ray's daemon is told of it. */
export type Segment = {
  name: string;
  trace_id: string;
  type?: string;
  annotations?: Record<string, unknown>;
};

export type TraceDaemon = {
  /** `host:port`, the value of AWS_XRAY_DAEMON_ADDRESS. */
  address: string;
  segments: () => Segment[];
  close: () => void;
};

/** X-Ray's daemon on loopback: each datagram is a header's line and a segment. */
export const listenForTraces = async (): Promise<TraceDaemon> => {
  const segments: Segment[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message) => {
    const [, segment = '{}'] = message.toString().split('\n');
    segments.push(JSON.parse(segment));
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    segments: () => [...segments],
    close: () => void socket.close(),
  };
};
