-- CreateTable
CREATE TABLE "TopicMessage" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "publisherId" TEXT NOT NULL,
    "publishedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TopicMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TopicMessage_topicId_publishedAt_idx" ON "TopicMessage"("topicId", "publishedAt");

-- CreateIndex
CREATE INDEX "TopicMessage_accountId_idx" ON "TopicMessage"("accountId");

-- AddForeignKey
ALTER TABLE "TopicMessage" ADD CONSTRAINT "TopicMessage_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
