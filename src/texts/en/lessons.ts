/** What the lessons say. What they do stands in `src/app/learn/lessons/`. Tasks are called as there. */
import { room } from "../rooms.ts";

/** One lesson, but for what it says with the lab's numbers. */
export type LessonWords = {
  title: string;
  goal: string;
  /** What to know before, a paragraph each. */
  intro: readonly string[];
  question: string;
  /** By the option's id. */
  options: Readonly<Record<string, string>>;
  /** By the task's id; given the step to train to. */
  tasks: Readonly<Record<string, (step: number) => string>>;
  /** Name of the number to be read off the page. */
  reading?: string;
  /** What it shows, and what it does not; read when all is done. */
  afterwards: readonly string[];
  /** For whoever teaches it. */
  notes: readonly string[];
  sheet: {
    /** To be filled in by hand. */
    columns: readonly string[];
    rows: readonly string[];
    questions: readonly string[];
  };
};

export const lessons = room("lessons", {
  distillation: {
    title: "What distillation is",
    goal: "See a small network learn from a large one without a single label.",
    intro: [
      "The teacher is a large network that somebody trained long ago. It turns every image into a list of 576 numbers, its embedding. The student is a small network that starts with random weights and has 32 numbers for each image.",
      "In distillation the student is shown images and what the teacher makes of them. It never sees a label. Whether it has learned anything is tested with images that neither saw in training: the classes of the nearest training images vote (kNN accuracy).",
    ],
    question:
      "No label is used in training. What happens to the student’s kNN accuracy in 100 steps?",
    options: {
      same: "It stays about where it was.",
      between: "It rises, and stays below the teacher’s.",
      teacher: "It reaches the teacher’s.",
    },
    tasks: {
      start: () =>
        "Look at step 0: the teacher’s heatmap has squares, the untrained student’s has hardly any. Wait until both have been measured.",
      train: (step: number) =>
        `Press Train, and watch heatmap, losses and accuracy until step ${step}.`,
      read: () =>
        "Pause. Read the student’s kNN accuracy off Accuracy and agreement.",
      back: () =>
        "Move the time line back to step 0, and see the whole run again.",
    },
    reading: "kNN accuracy",
    because: (before: string, after: string, step: number, teacher: string) =>
      `kNN accuracy went from ${before} at step 0 to ${after} at step ${step}; the teacher has ${teacher}.`,
    afterwards: [
      "The student has copied which images the teacher finds alike. Classes are by-products: images of one class lie close together for the teacher, so they do for the student.",
      "An untrained student is not at chance: random filters already tell light from dark and round from long. That is why its value belongs beside every result.",
    ],
    notes: [
      "Good as a first contact: five minutes, no formula. Ask what the teacher had been trained for (finding objects in photographs): it never saw an emoji.",
      "Common mistake: “the student learns the classes”. It has no output for classes at all; they enter only when we measure.",
      "Follow-up: another seed. The curve changes a little, the story does not. How much is a little? Lesson 7.",
    ],
    sheet: {
      columns: ["", "step 0", "step 100", "teacher"],
      rows: ["kNN accuracy", "angle error in degrees", "total loss"],
      questions: [
        "What does the student see in training, and what does it not see?",
        "Why is the untrained student’s accuracy not one in six?",
      ],
    },
  },
  angles: {
    title: "Angles and cosine",
    goal: "Read a heatmap of cosines, and see how many numbers it takes to keep angles.",
    intro: [
      "Two embeddings are two arrows. The cosine of the angle between them is 1 when they point the same way, 0 at a right angle, −1 when they point apart: cos θ = ⟨x, y⟩ / (|x| |y|). Length does not count.",
      "Nearest neighbours, and detectors of foreign images that rest on them, look at nothing but these angles. The angle error is the mean difference, in degrees, between the student’s angle and the teacher’s over all pairs of held-out images.",
    ],
    question:
      "A student with 3 numbers for each image is compared with one that has 32. Which angle error is smaller?",
    options: {
      narrow: "That of the student with 3 numbers.",
      wide: "That of the student with 32.",
      same: "They differ by less than 2 degrees.",
    },
    tasks: {
      narrow: (step: number) =>
        `Train the student with 3 numbers to step ${step}.`,
      look: () =>
        "Open Angles. Point at a light and at a dark cell: two images, three angles. Turn the globe: three numbers, so all angles can be seen.",
      wide: (step: number) => `The same with 32 numbers, to step ${step}.`,
      read: () => "Read this student’s angle error off Accuracy and agreement.",
    },
    reading: "Angle error",
    because: (three: string, step: number, many: string, stepOfMany: number) =>
      `The angle error is ${three} with 3 numbers (step ${step}) and ${many} with 32 (step ${stepOfMany}).`,
    afterwards: [
      "Few dimensions leave few directions to point in. A random map from 576 to m dimensions already misses an angle by about 45.7°·√(1 − c²)/√m, for a cosine c: many numbers make angles cheap to keep.",
      "The globe of a wide student shows only three of its directions, and says how much of the angles that explains. A picture of many dimensions always hides something.",
    ],
    notes: [
      "Before starting, let everybody estimate cos 60°, cos 90° and cos 20° without a calculator; the last one surprises.",
      "The student ends in a LayerNorm. With three numbers that leaves one freedom, so its images lie on a closed line of the globe: a good riddle for those who know LayerNorm.",
      "For mathematics: derive that a cosine of 0.9 is an angle of 26°, so that small changes of large cosines are large changes of angle.",
    ],
    sheet: {
      columns: ["", "3 numbers", "32 numbers"],
      rows: ["angle error in degrees", "Pearson with the teacher’s cosines"],
      questions: [
        "Which cosine have two arrows at 60°? Which angle has the cosine 0?",
        "What does the heatmap show on its diagonal, and why?",
      ],
    },
  },
  head: {
    title: "Why a head on the teacher",
    goal: "Compare a map on the teacher’s side with one on the student’s, under the same seed.",
    intro: [
      "Teacher and student have different widths, 576 and 32 numbers, so a map (a head) must stand between them. The usual way puts it behind the student: it predicts the teacher’s numbers, and is thrown away afterwards. What is left is the student before the head.",
      "CosPress puts the head behind the teacher, and asks it to keep angles. The student copies its output, and nothing has to be thrown away.",
    ],
    question:
      "Same student, images, batches and seed. Whose angles come closer to the teacher’s?",
    options: {
      teacher: "With the head on the teacher (CosPress).",
      student: "With the head on the student (Plain MSE).",
      same: "They differ by less than 2 degrees.",
    },
    tasks: {
      teacher: (step: number) => `Train CosPress to step ${step}.`,
      student: (step: number) =>
        `Choose Plain MSE (FitNets) as the method, and train to step ${step}. Its heatmaps have no compressed teacher: there is no map on that side.`,
      read: () => "Read the second student’s angle error.",
      runs: () => "Open Runs: both are kept there. Draw them over each other.",
    },
    reading: "Angle error",
    because: (teacher: string, student: string) =>
      `The angle error is ${teacher} with the head on the teacher and ${student} with the head on the student.`,
    afterwards: [
      "Let S be the student’s numbers and W the head. For every invertible A, the pair (S A, A⁻¹ W) predicts the same and has the same loss. So a head behind the student leaves the student’s own angles undetermined, and those are what is used later.",
      "One seed and one setting prove little. With more training the distance shrinks, and a fixed head on the teacher’s side that nobody trained (SVD) does about as well: lesson 7.",
    ],
    notes: [
      "Claims, number 3, has the argument as a picture: the same loss with bent angles.",
      "Do not let “CosPress is better” stand as the result. The result is: where the map stands decides what the loss determines.",
      "For those who know linear algebra: which A leave angles alone? (Rotations and reflections, times a number.)",
    ],
    sheet: {
      columns: ["", "head on the teacher", "head on the student"],
      rows: ["angle error in degrees", "kNN accuracy", "final total loss"],
      questions: [
        "Why must the two losses in the last row not be compared?",
        "What is thrown away after training, in each case?",
      ],
    },
  },
  temperatures: {
    title: "Temperatures",
    goal: "Find out what a small and a large temperature each keep of the teacher’s angles.",
    intro: [
      "The head is not asked to copy cosines one by one. For each image the others become neighbours with a probability, p ∝ exp(cos / τ), and the head is to give the same probabilities. τ is the temperature.",
      "With τ = 0.01 a cosine that is smaller by 0.05 makes a neighbour exp(5) = 148 times less likely: only the very nearest count. With τ = 0.1 it is exp(0.5) = 1.6 times: many count. The paper takes ten temperatures at once.",
    ],
    question:
      "Which head keeps the teacher’s angles best (compressed teacher)?",
    options: {
      small: "τ = 0.01 alone.",
      large: "τ = 0.1 alone.",
      all: "All ten together.",
    },
    tasks: {
      all: (step: number) => `Train with all ten temperatures to step ${step}.`,
      small: (step: number) => `With τ = 0.01 alone, to step ${step}.`,
      large: (step: number) => `With τ = 0.1 alone, to step ${step}.`,
      look: () =>
        "Open Angles and find the temperature microscope: one image’s probabilities at every temperature, teacher’s above the head’s.",
    },
    because: (errors: string) =>
      `Angle error of the compressed teacher: ${errors}.`,
    named: { small: "τ = 0.01", large: "τ = 0.1", all: "all ten" },
    afterwards: [
      "Adding the same number to all of an image’s cosines changes none of its probabilities. So whatever the temperatures, this loss fixes differences of cosines and leaves their common offset free; the signed bias under Angles shows it.",
      "τ = 0.01 alone sees hardly more than the nearest neighbours, and the wide angles drift; τ = 0.1 alone comes close to the whole list. Whether the list is worth it is number 9 under Claims, with several seeds.",
    ],
    notes: [
      "The names confuse: a high temperature makes a soft, even distribution, as in physics.",
      "The losses of the three runs have different targets and must not be compared; angle error and neighbours may.",
      "Let groups try other values in the same place (0.005 to 5) and draw error over τ together on the board.",
    ],
    sheet: {
      columns: ["", "τ = 0.01", "τ = 0.1", "all ten"],
      rows: [
        "angle error, compressed teacher",
        "angle error, student",
        "kNN accuracy, student",
      ],
      questions: [
        "By what factor does a cosine that is smaller by 0.02 lower p at τ = 0.01? At τ = 0.1?",
        "Why can the angle error be large although the loss is small?",
      ],
    },
  },
  loss: {
    title: "What a good loss looks like",
    goal: "Tell a learning rate that is right from one that is too small or too large, by the curve alone.",
    intro: [
      "A loss says how far the networks are from what they are asked for; training takes one small step downhill for each batch of 64 images. The learning rate is the size of that step.",
      "Batches differ, so a good curve is not smooth: it falls steeply, then more and more slowly, and trembles all the way. On a logarithmic axis equal distances are equal factors.",
    ],
    question:
      "The learning rate is made 100 times larger, 1 instead of 0.01. The total loss …",
    options: {
      faster: "falls faster and ends lower.",
      slower: "falls too, and ends higher.",
      broken: "hardly falls at all, or the run breaks.",
    },
    tasks: {
      good: (step: number) =>
        `Train as it is, to step ${step}. Note the shape of the curve.`,
      slow: (step: number) => `Learning rate 0.0001, to step ${step}.`,
      wild: (step: number) =>
        `Learning rate 1, to step ${step}, or until it breaks.`,
      steer: () =>
        "Set up the first run again, train, and change the learning rate while it is running. The mark on the curve stays for later.",
    },
    because: (end: string, first: string, last: string) =>
      `Learning rate 0.01 ended at ${end}; learning rate 1 began at ${first} and ended at ${last}.`,
    becauseBroken: (end: string, first: string, last: string) =>
      `Learning rate 0.01 ended at ${end}; learning rate 1 began at ${first} and broke at ${last}.`,
    afterwards: [
      "A learning rate of 1 can look almost harmless by the loss: it falls, and ends half as high again. Accuracy and agreement tells the truth: such a student gives nearly the same numbers for every image, which is already close to the mean of what it is asked for.",
      "A falling loss is necessary, and not enough: it is measured on training images. Whether the student is any good is what Accuracy and agreement says, on images it has never seen.",
      "Losses of different methods, temperatures or weights have different scales. A lower number is only better under the same settings.",
    ],
    notes: [
      "Have the class draw the three curves before the runs; compare afterwards.",
      "Global and local are in nats (a Kullback–Leibler divergence), feature and class token are 1 − cosine: that is why there are two panels. “Equation” on the Losses shows how they add up at any step.",
      "The warm-up of ten steps is visible at the beginning: the first steps are small on purpose.",
    ],
    sheet: {
      columns: ["learning rate", "0.0001", "0.01", "1"],
      rows: [
        "total loss, step 1",
        "total loss, step 50",
        "shape of the curve (sketch)",
      ],
      questions: [
        "How can you tell a learning rate that is too small from a run that is finished?",
        "Why does the curve tremble?",
      ],
    },
  },
  ood: {
    title: "Foreign images, by their neighbours",
    goal: "Tell known from foreign images by one number, and judge how well that works.",
    intro: [
      "A classifier answers for every image, also for one of a kind that it has never met (out of distribution, OOD). A simple way to notice: look how near the nearest training image lies. Score = its cosine. High: known. Low: foreign.",
      "AUROC is the chance that a known image scores higher than a foreign one: 0.5 is guessing, 1 is perfect. Near-OOD are emoji of two kinds that were held out; far-OOD are crops of photographs.",
    ],
    question:
      "Which foreign images does the student recognise better, after 100 steps?",
    options: {
      near: "Near: emoji of kinds that it has never seen.",
      far: "Far: crops of photographs.",
      same: "Both about equally (AUROC within 0.03).",
    },
    tasks: {
      train: (step: number) =>
        `Train to step ${step}, watching Known and foreign images.`,
      look: () =>
        "Open OOD. Drag the student’s threshold, and see which images it lets in that it should not.",
      near: () =>
        "Read the student’s near AUROC off the page (Overview or its table).",
      try: () =>
        "Open Try it. Draw something, and see whether the student finds it foreign.",
    },
    reading: "Near AUROC",
    because: (near: string, far: string) =>
      `The student’s AUROC is ${near} near and ${far} far.`,
    afterwards: [
      "Near foreign images share style and colours with the known ones; only what they show is new. That is the hard case, and even the teacher is far from perfect at it. A far one differs in everything, and random filters notice it: far AUROC may even fall at first, while the student learns what it needs for emoji. More views with crops bring it back.",
      "FPR95 is the other usual number: the share of foreign images let in when the threshold lets in 95 % of the known ones. Beware: some authors count the other way round, and call it the same; OOD shows both.",
    ],
    notes: [
      "Ask for a case in which a false “known” is dangerous, and one in which a false “foreign” is: where would each put the threshold?",
      "The number of held-out images bounds the precision: with 270 near images an AUROC is good to about ±0.04.",
      "“Measure all scores” takes about a minute; fifteen scores, and none is best everywhere.",
    ],
    sheet: {
      columns: ["AUROC", "near", "far"],
      rows: ["teacher", "student, step 0", "student, step 100"],
      questions: [
        "What would AUROC 0.5 mean? And 0?",
        "Why does the student recognise photographs as foreign although it has never seen one?",
      ],
    },
  },
  controls: {
    title: "Controls and seeds",
    goal: "Ask the question that decides whether a method is any good: compared with what, and how surely?",
    intro: [
      "CosPress learns its head. A control that learns nothing of the kind: take the leading singular directions of the teacher’s embeddings (SVD), and let the student copy those. If both do equally well, learning the head is not what helps.",
      "Another seed draws other images, batches and first weights, and gives another number. A difference counts only if it is larger than what seeds do. Comparing pairs with the same seed takes most of that away.",
    ],
    question:
      "CosPress against the SVD head, the same seeds. Whose students have the smaller angle error?",
    options: {
      cospress: "CosPress, with every seed.",
      svd: "The SVD head, with every seed.",
      mixed: "It depends on the seed, or differs by less than a degree.",
    },
    tasks: {
      look: () =>
        "Open Compare. “Set it up” has chosen CosPress and the SVD head with two seeds.",
      run: () =>
        "Start the arena and let it finish: four short runs, each measured fully.",
      claims: () =>
        "Open Claims, and read what became of the first: does the head keep angles better than a map that nobody trained?",
    },
    because: (pairs: string) => `Angle errors, CosPress and SVD: ${pairs}.`,
    pair: (seed: number, cospress: string, svd: string) =>
      `seed ${seed} ${cospress} and ${svd}`,
    runs: (done: number, runs: number) => `${done} of ${runs} runs`,
    afterwards: [
      "The SVD head is the best linear map for the cosines of all pairs, in the sense of least squares; a strong control. In the published comparison of this lab CosPress leads plain MSE clearly, and cannot be told apart from the SVD head in most measures.",
      "Two seeds are too few to call anything: the interval from two pairs is enormous. Five begin to say something; one says nothing.",
    ],
    notes: [
      "Split the class: every group takes another seed in Setup, and the differences are collected on the board.",
      "“Not significantly different” is not “equal”. What would one have to run to claim that two methods are equal?",
      "Settings here are small so that four runs fit into a lesson: 500 images, 100 steps.",
    ],
    sheet: {
      columns: ["angle error in degrees", "CosPress", "SVD head", "difference"],
      rows: ["seed 1", "seed 2", "another group’s seed"],
      questions: [
        "Which other controls would you ask for?",
        "Why is a difference taken seed by seed, and not between the means?",
      ],
    },
  },
  smallData: {
    title: "Small data",
    goal: "Tell fitting from generalising, with few images and with many.",
    intro: [
      "A student can agree with its teacher on the images that it was trained on and fail on all others. So agreement (Pearson’s r of the student’s cosines with the teacher’s) is measured twice: on pairs of training images and on pairs of held-out images. The gap between the two is what did not generalise.",
      "Distillation is said to suit small data: every image comes with a whole list of numbers from the teacher instead of one label.",
    ],
    question:
      "100 training images instead of 1,000, the same number of steps. The gap between training and held-out agreement …",
    options: {
      larger: "becomes larger.",
      smaller: "becomes smaller.",
      same: "changes by less than 0.03.",
    },
    tasks: {
      many: (step: number) => `Train with 1,000 images to step ${step}.`,
      few: (step: number) =>
        `With 100 images, to step ${step}: every image is seen ten times as often.`,
      read: () =>
        "Read the held-out agreement (Pearson) of the student with few images.",
    },
    reading: "Pearson, held out",
    because: (
      training: string,
      heldOut: string,
      gap: string,
      gapOfMany: string,
    ) =>
      `With 100 images r is ${training} on training pairs and ${heldOut} held out, a gap of ${gap}; with 1,000 the gap is ${gapOfMany}.`,
    afterwards: [
      "The few images are fitted sooner, and tell less about the others. More images, mirror images and crops narrow the gap; longer training alone does not.",
      "kNN accuracy falls for two reasons at once: the student is worse, and fewer training images are there to vote. Accuracy and shift has the whole curve, from 100 to 3,000 images, with labels added afterwards.",
    ],
    notes: [
      "Both runs take 150 steps of 64 images: same work, other data. That is the fair comparison for learning; “same number of passes” would be another one. Discuss.",
      "With 100 images training agreement is measured on those 100; with 1,000 on 400 of them.",
      "Extension: 100 images with eight views (all settings). How much do crops replace?",
    ],
    sheet: {
      columns: ["Pearson", "training pairs", "held-out pairs", "gap"],
      rows: ["100 images", "1,000 images"],
      questions: [
        "Which of the two agreements would you report, and why?",
        "Name two ways to narrow the gap without new images.",
      ],
    },
  },
});
