import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type {
  Recognition,
  RecognitionQuestion,
} from "../../protocol/recognition.ts";
import type { Lab } from "../lab.ts";
import { useLab } from "../LabContext.tsx";
import { createFollower, type Asked } from "./follower.ts";

export type Recognised = {
  answer: Recognition | null;
  extent: RecognitionQuestion["extent"];
  failure: string | null;
};

const NOTHING: Recognised = { answer: null, extent: "sample", failure: null };

function recogniserOf(lab: Lab) {
  const store = createStore<Recognised>(() => NOTHING);
  const follower = createFollower({
    recognise: lab.recognise,
    status: () => lab.run.getState().status,
    onAnswer: (answer, extent) => store.setState({ answer, extent }),
    onFailure: (failure) => store.setState({ failure }),
  });
  return { store, follower };
}

/** The answer about a picture, kept up to date for as long as it is looked at. */
export function useRecognition(asked: Asked | null): Recognised {
  const lab = useLab();
  const [{ store, follower }] = useState(() => recogniserOf(lab));
  useEffect(() => {
    follower.start();
    const stopListening = lab.run.subscribe(follower.kick);
    return () => {
      stopListening();
      follower.stop();
    };
  }, [lab, follower]);
  useEffect(() => {
    // Another picture's answer would be taken for this one's.
    if (!asked) store.setState(NOTHING);
    follower.follow(asked);
  }, [store, follower, asked]);
  return useStore(store);
}
