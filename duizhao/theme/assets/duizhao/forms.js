// Characters of the simplified script that stand for several of the traditional one, among those in common use (Big5,
// level 1) without those that Taiwan writes otherwise. tests/browser/test_parallel_reading.py says how they are found.

export const FORMS =
  "丑个丰么于云仆仑伙余佛佣修儿克冢冬冲凄准几凶出划别刮制勋千升卜占卤卷历发只台叹吁合吊后向听周咨咸咽哄哗喂噪回团" +
  "困坏坛复夸奸姜娘家尝尸尽局岩岳巨布帘席干并幸庵弥弦当彩征径御志念恤愈愿戚扎扑托扣折抵拐拼挂挨挽捆搜摆斗昆晒曲术" +
  "朱朴杆杠杯杰松板栗欲毁汇沈沾泛注涌游湿溪炼烟狸症秋筑签糖系纤肴胄胡脏腌致舍艳苏苔范荐荡获蒙蓑虫虱表证谷赞辟迹郁" +
  "酸采里鉴钟铲锤闲雇雕霉面须饥"
