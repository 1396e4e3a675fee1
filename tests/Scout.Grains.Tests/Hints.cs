using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Contracts.Promotion;
using Scout.Grains.Promotion;

namespace Scout.Grains.Tests;

/// <summary>Hints that end in a list, for tests without a cluster.</summary>
internal static class Hints
{
    public static PromotionHints Into(ConcurrentQueue<int> wokenShards) => new(PromoterFactory.Create(wokenShards), NullLogger<PromotionHints>.Instance);

    // Of the factory's twenty methods the hints call one.
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives a class from it.")]
    internal class PromoterFactory : DispatchProxy
    {
        private ConcurrentQueue<int> _woken = [];

        public static IGrainFactory Create(ConcurrentQueue<int> woken)
        {
            var factory = Create<IGrainFactory, PromoterFactory>();
            ((PromoterFactory)(object)factory)._woken = woken;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod is { Name: "GetGrain" } && args is [long shard, ..] ? Promoter.Create(_woken, (int)shard) : throw new NotSupportedException($"{targetMethod}");
    }

    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives a class from it.")]
    internal class Promoter : DispatchProxy
    {
        private ConcurrentQueue<int> _woken = [];
        private int _shard;

        public static ISilverPromotionGrain Create(ConcurrentQueue<int> woken, int shard)
        {
            var promoter = Create<ISilverPromotionGrain, Promoter>();
            (((Promoter)(object)promoter)._woken, ((Promoter)(object)promoter)._shard) = (woken, shard);
            return promoter;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _woken.Enqueue(_shard);
            return Task.CompletedTask;
        }
    }
}
