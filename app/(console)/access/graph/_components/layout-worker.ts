import { type LayoutTask, layOut } from './lay-out';

// A picture of 2,000 nodes takes seconds to lay out, in which the page is to be used: so it is done beside it.
addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => postMessage(layOut(data)));
