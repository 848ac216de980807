import { type LayoutTask, layOut } from './lay-out';

// Runs as a worker, because a layout of 2,000 nodes takes seconds and must not block the page.
addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => postMessage(layOut(data)));
