-- AlterTable
ALTER TABLE "ScenarioVersion" ADD COLUMN     "publishedAt" TIMESTAMP(3),
ADD COLUMN     "publisherId" TEXT,
ADD COLUMN     "withdrawnAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "PackReload" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PackReload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScenarioDraft" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT,
    "packId" TEXT,
    "title" TEXT,
    "version" TEXT,
    "problems" INTEGER NOT NULL,
    "files" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScenarioTest" (
    "sha256" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "testedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioTest_pkey" PRIMARY KEY ("sha256")
);

-- CreateIndex
CREATE INDEX "ScenarioDraft_ownerId_idx" ON "ScenarioDraft"("ownerId");

-- CreateIndex
CREATE INDEX "ScenarioVersion_publishedAt_idx" ON "ScenarioVersion"("publishedAt");

-- CreateIndex
CREATE INDEX "ScenarioVersion_publisherId_idx" ON "ScenarioVersion"("publisherId");

-- AddForeignKey
ALTER TABLE "ScenarioVersion" ADD CONSTRAINT "ScenarioVersion_publisherId_fkey" FOREIGN KEY ("publisherId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioDraft" ADD CONSTRAINT "ScenarioDraft_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
