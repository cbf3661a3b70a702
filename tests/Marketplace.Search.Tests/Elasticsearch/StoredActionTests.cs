using System.Buffers.Binary;
using Marketplace.Search.Elasticsearch;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Elasticsearch;

public sealed class StoredActionTests
{
    [Fact]
    public void Read_WhatWasStored_IsTheActionWithoutItsDescription()
    {
        var action = Action("é_1") with { Description = "Une formation longue." };
        var read = StoredAction.Read(StoredAction.Of(action));
        Assert.Equal(("é_1", action.Title, ""), (read.Id, read.Title, read.Description));
        Assert.Equal(action.Sessions, read.Sessions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public void Read_CutShort_IsRefused(int length)
    {
        var stored = StoredAction.Of(Action("a")).ToArray();
        Assert.Throws<InvalidDataException>(() => StoredAction.Read(stored.AsSpan(0, length)));
    }

    [Fact]
    public void Read_LengthThatIsNone_IsRefused()
    {
        var stored = StoredAction.Of(Action("a")).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(stored, -1);
        Assert.Throws<InvalidDataException>(() => StoredAction.Read(stored));
    }
}
